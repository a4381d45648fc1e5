using System.Runtime.InteropServices;

namespace CompliantVoiceProxy.Speech.Interop.OnnxRuntime;

/// <summary>Owns one object of ONNX Runtime and releases it by the function that its kind asks for.</summary>
internal sealed unsafe class OrtHandle : SafeHandle
{
    private readonly delegate* unmanaged<nint, void> _release;

    public OrtHandle(nint value, delegate* unmanaged<nint, void> release)
        : base(invalidHandleValue: 0, ownsHandle: true)
    {
        _release = release;
        SetHandle(value);
    }

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        _release(handle);
        return true;
    }
}
