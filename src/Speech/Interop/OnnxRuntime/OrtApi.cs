using System.Runtime.InteropServices;
using System.Text;

namespace CompliantVoiceProxy.Speech.Interop.OnnxRuntime;

/// <summary>
/// ONNX Runtime's C API (onnxruntime_c_api.h, version 17): one table of function pointers whose order is fixed for good.
/// Loads the library, looks the functions up by position and turns a failed status into a <see cref="SpeechException"/>.
/// The library stays loaded until the process ends. Safe from several threads.
/// </summary>
internal sealed unsafe class OrtApi
{
    private const uint ApiVersion = 17;

    private readonly delegate* unmanaged<nint, int> _getErrorCode;
    private readonly delegate* unmanaged<nint, byte*> _getErrorMessage;
    private readonly delegate* unmanaged<nint, void> _releaseStatus;

    /// <exception cref="SpeechException">The library cannot be loaded, or is too old.</exception>
    public OrtApi(string libraryPath)
    {
        if (!NativeLibrary.TryLoad(libraryPath, out nint library) || !NativeLibrary.TryGetExport(library, "OrtGetApiBase", out nint getApiBase))
        {
            throw new SpeechException($"ONNX Runtime cannot be loaded from {libraryPath}: the file is missing, damaged or for another machine.");
        }

        // OrtApiBase: GetApi, GetVersionString.
        var apiBase = ((delegate* unmanaged<nint*>)getApiBase)();
        var table = ((delegate* unmanaged<uint, nint*>)apiBase[0])(ApiVersion);
        if (table is null)
        {
            throw new SpeechException($"The ONNX Runtime at {libraryPath} does not know version {ApiVersion} of its API: a newer one is needed.");
        }

        _getErrorCode = (delegate* unmanaged<nint, int>)table[1];
        _getErrorMessage = (delegate* unmanaged<nint, byte*>)table[2];
        CreateEnv = (delegate* unmanaged<int, byte*, nint*, nint>)table[3];
        CreateSession = (delegate* unmanaged<nint, byte*, nint, nint*, nint>)table[7];
        Run = (delegate* unmanaged<nint, nint, nint*, nint*, nuint, nint*, nuint, nint*, nint>)table[9];
        CreateSessionOptions = (delegate* unmanaged<nint*, nint>)table[10];
        SetSessionGraphOptimizationLevel = (delegate* unmanaged<nint, int, nint>)table[23];
        SetIntraOpNumThreads = (delegate* unmanaged<nint, int, nint>)table[24];
        SetInterOpNumThreads = (delegate* unmanaged<nint, int, nint>)table[25];
        CreateTensorWithData = (delegate* unmanaged<nint, void*, nuint, long*, nuint, int, nint*, nint>)table[49];
        GetTensorMutableData = (delegate* unmanaged<nint, void**, nint>)table[51];
        GetTensorShapeElementCount = (delegate* unmanaged<nint, nuint*, nint>)table[64];
        GetTensorTypeAndShape = (delegate* unmanaged<nint, nint*, nint>)table[65];
        CreateCpuMemoryInfo = (delegate* unmanaged<int, int, nint*, nint>)table[69];
        ReleaseEnv = (delegate* unmanaged<nint, void>)table[92];
        _releaseStatus = (delegate* unmanaged<nint, void>)table[93];
        ReleaseMemoryInfo = (delegate* unmanaged<nint, void>)table[94];
        ReleaseSession = (delegate* unmanaged<nint, void>)table[95];
        ReleaseValue = (delegate* unmanaged<nint, void>)table[96];
        ReleaseTensorTypeAndShapeInfo = (delegate* unmanaged<nint, void>)table[99];
        ReleaseSessionOptions = (delegate* unmanaged<nint, void>)table[100];
    }

    public delegate* unmanaged<int, byte*, nint*, nint> CreateEnv { get; }

    public delegate* unmanaged<nint, byte*, nint, nint*, nint> CreateSession { get; }

    public delegate* unmanaged<nint, nint, nint*, nint*, nuint, nint*, nuint, nint*, nint> Run { get; }

    public delegate* unmanaged<nint*, nint> CreateSessionOptions { get; }

    public delegate* unmanaged<nint, int, nint> SetSessionGraphOptimizationLevel { get; }

    public delegate* unmanaged<nint, int, nint> SetIntraOpNumThreads { get; }

    public delegate* unmanaged<nint, int, nint> SetInterOpNumThreads { get; }

    public delegate* unmanaged<nint, void*, nuint, long*, nuint, int, nint*, nint> CreateTensorWithData { get; }

    public delegate* unmanaged<nint, void**, nint> GetTensorMutableData { get; }

    public delegate* unmanaged<nint, nuint*, nint> GetTensorShapeElementCount { get; }

    public delegate* unmanaged<nint, nint*, nint> GetTensorTypeAndShape { get; }

    public delegate* unmanaged<int, int, nint*, nint> CreateCpuMemoryInfo { get; }

    public delegate* unmanaged<nint, void> ReleaseEnv { get; }

    public delegate* unmanaged<nint, void> ReleaseMemoryInfo { get; }

    public delegate* unmanaged<nint, void> ReleaseSession { get; }

    public delegate* unmanaged<nint, void> ReleaseValue { get; }

    public delegate* unmanaged<nint, void> ReleaseTensorTypeAndShapeInfo { get; }

    public delegate* unmanaged<nint, void> ReleaseSessionOptions { get; }

    /// <summary>
    /// The one place where a status is looked at. Says what was tried and the error's number; ONNX Runtime's own words are left out,
    /// as they can quote a tensor's values.
    /// </summary>
    /// <param name="status">Null when all went well; released here.</param>
    /// <exception cref="SpeechException">The status is an error.</exception>
    public void Check(nint status, string attempt)
    {
        if (status == 0)
        {
            return;
        }

        int code = _getErrorCode(status);
        _releaseStatus(status);
        throw new SpeechException($"ONNX Runtime could not {attempt} (error {code}).");
    }

    /// <summary>As <see cref="Check"/>, with ONNX Runtime's own words: only for what happens before any audio is heard.</summary>
    public void CheckAtStart(nint status, string attempt)
    {
        if (status == 0)
        {
            return;
        }

        string message = Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(_getErrorMessage(status)));
        _releaseStatus(status);
        throw new SpeechException($"ONNX Runtime could not {attempt}: {message}");
    }
}
