using System.Runtime.InteropServices;
using System.Text;

namespace CompliantVoiceProxy.Speech.Interop.OnnxRuntime;

/// <summary>Which inputs and outputs of a model a call uses, in the order in which the call numbers them. Immutable; shared by all calls.</summary>
internal sealed unsafe class OrtSignature
{
    private readonly byte[][] _texts; // keeps alive what _names points to
    private readonly nint[] _names;

    public OrtSignature(OrtSession session, IReadOnlyCollection<string> inputs, IReadOnlyCollection<string> outputs)
    {
        Session = session;
        InputCount = inputs.Count;
        OutputCount = outputs.Count;
        _texts = [.. inputs.Concat(outputs).Select(PinnedText)];
        _names = GC.AllocateArray<nint>(_texts.Length, pinned: true);
        for (int i = 0; i < _texts.Length; i++)
        {
            _names[i] = Marshal.UnsafeAddrOfPinnedArrayElement(_texts[i], 0);
        }
    }

    public OrtSession Session { get; }

    public int InputCount { get; }

    public int OutputCount { get; }

    internal nint* InputNames => (nint*)Marshal.UnsafeAddrOfPinnedArrayElement(_names, 0);

    internal nint* OutputNames => InputNames + InputCount;

    private static byte[] PinnedText(string text)
    {
        byte[] zeroTerminated = GC.AllocateArray<byte>(Encoding.UTF8.GetByteCount(text) + 1, pinned: true);
        Encoding.UTF8.GetBytes(text, zeroTerminated);
        return zeroTerminated;
    }
}
