namespace CompliantVoiceProxy.Speech.Interop.OnnxRuntime;

/// <summary>A loaded model. Runs may go on from several threads at once, each with its own <see cref="OrtCall"/>.</summary>
internal sealed class OrtSession(OrtRuntime runtime, OrtHandle session) : IDisposable
{
    internal OrtApi Api => runtime.Api;

    internal OrtHandle Handle => session;

    public void Dispose() => session.Dispose();
}
