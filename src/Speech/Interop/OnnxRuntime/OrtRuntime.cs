using System.Runtime.InteropServices;
using System.Text;

namespace CompliantVoiceProxy.Speech.Interop.OnnxRuntime;

/// <summary>The loaded library with its environment: what sessions and tensors are made from. One a process; safe from several threads.</summary>
internal sealed unsafe class OrtRuntime : IDisposable
{
    private const int LogNothingBelowFatal = 4;
    private const int AllOptimizations = 99;
    private const int ArenaAllocator = 1;
    private const int DefaultMemory = 0;

    private readonly OrtHandle _environment;
    private readonly OrtHandle _cpuMemory;

    /// <exception cref="SpeechException">The library cannot be loaded.</exception>
    public OrtRuntime(string libraryPath)
    {
        Api = new OrtApi(libraryPath);
        nint environment, memory;
        fixed (byte* name = "cvp\0"u8)
        {
            Api.CheckAtStart(Api.CreateEnv(LogNothingBelowFatal, name, &environment), "start");
        }

        _environment = new OrtHandle(environment, Api.ReleaseEnv);
        Api.CheckAtStart(Api.CreateCpuMemoryInfo(ArenaAllocator, DefaultMemory, &memory), "describe its memory");
        _cpuMemory = new OrtHandle(memory, Api.ReleaseMemoryInfo);
    }

    internal OrtApi Api { get; }

    /// <summary>Loads a model. Each run uses the calling thread alone, so that n workers use n processors and no more.</summary>
    /// <exception cref="SpeechException">The file is not a model that can be loaded.</exception>
    public OrtSession LoadModel(string path)
    {
        nint options, session;
        Api.CheckAtStart(Api.CreateSessionOptions(&options), "make session options");
        using var ownedOptions = new OrtHandle(options, Api.ReleaseSessionOptions);
        Api.CheckAtStart(Api.SetIntraOpNumThreads(options, 1), "set its threads");
        Api.CheckAtStart(Api.SetInterOpNumThreads(options, 1), "set its threads");
        Api.CheckAtStart(Api.SetSessionGraphOptimizationLevel(options, AllOptimizations), "set its optimizations");
        fixed (byte* nativePath = Encoding.UTF8.GetBytes(path + '\0'))
        {
            Api.CheckAtStart(Api.CreateSession(_environment.DangerousGetHandle(), nativePath, options, &session), $"load {path}");
        }

        return new OrtSession(this, new OrtHandle(session, Api.ReleaseSession));
    }

    /// <summary>A tensor over memory of its own, all zero.</summary>
    /// <typeparam name="T">float, long or bool.</typeparam>
    public OrtTensor<T> CreateTensor<T>(params ReadOnlySpan<long> shape)
        where T : unmanaged
    {
        long length = 1;
        foreach (long dimension in shape)
        {
            length *= dimension;
        }

        var memory = GC.AllocateArray<T>(checked((int)length), pinned: true);
        fixed (long* nativeShape = shape)
        {
            nint value;
            Api.Check(
                Api.CreateTensorWithData(
                    _cpuMemory.DangerousGetHandle(),
                    (void*)Marshal.UnsafeAddrOfPinnedArrayElement(memory, 0),
                    (nuint)(length * sizeof(T)),
                    nativeShape,
                    (nuint)shape.Length,
                    ElementType<T>(),
                    &value),
                "make a tensor");
            return new OrtTensor<T>(new OrtHandle(value, Api.ReleaseValue), memory);
        }
    }

    public void Dispose()
    {
        _cpuMemory.Dispose();
        _environment.Dispose();
    }

    // ONNXTensorElementDataType.
    private static int ElementType<T>() =>
        typeof(T) == typeof(float) ? 1
        : typeof(T) == typeof(long) ? 7
        : typeof(T) == typeof(bool) ? 9
        : throw new NotSupportedException($"Tensors of {typeof(T).Name} are not used here.");
}
