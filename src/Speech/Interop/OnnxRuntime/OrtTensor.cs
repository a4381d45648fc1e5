namespace CompliantVoiceProxy.Speech.Interop.OnnxRuntime;

/// <summary>A tensor whose memory is ours, to be written before a run and read after it. Not thread-safe.</summary>
/// <typeparam name="T">float, long or bool.</typeparam>
internal sealed class OrtTensor<T>(OrtHandle value, T[] pinnedMemory) : IDisposable
    where T : unmanaged
{
    /// <summary>All elements, the last dimension varying fastest.</summary>
    public Span<T> Elements => pinnedMemory;

    internal nint Value => value.DangerousGetHandle();

    public void Dispose() => value.Dispose();
}
