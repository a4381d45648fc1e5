using System.Runtime.InteropServices;

namespace CompliantVoiceProxy.Speech.Interop.OnnxRuntime;

/// <summary>
/// A call of a model, to be run once or again and again. Inputs are tensors of ours, or outputs of an earlier run, which pass on without a copy.
/// Outputs are tensors of ours, or made by the run and owned by this object. Allocates nothing managed after construction. Not thread-safe.
/// </summary>
internal sealed unsafe class OrtCall : IDisposable
{
    private readonly OrtSignature _signature;
    private readonly OrtApi _api;
    private readonly nint[] _inputs;
    private readonly nint[] _outputs;
    private readonly bool[] _ownsInput;
    private readonly bool[] _lentOutput; // a tensor of ours stands there: the run writes into it
    private bool _isDisposed;

    public OrtCall(OrtSignature signature)
    {
        _signature = signature;
        _api = signature.Session.Api;
        _inputs = GC.AllocateArray<nint>(signature.InputCount, pinned: true);
        _outputs = GC.AllocateArray<nint>(signature.OutputCount, pinned: true);
        _ownsInput = new bool[signature.InputCount];
        _lentOutput = new bool[signature.OutputCount];
    }

    /// <summary>The tensor must outlive its use here.</summary>
    public void SetInput<T>(int input, OrtTensor<T> tensor)
        where T : unmanaged => Put(input, tensor.Value, isOwned: false);

    /// <summary>The run writes into the tensor, which must have the shape that the model gives and outlive its use here.</summary>
    public void SetOutput<T>(int output, OrtTensor<T> tensor)
        where T : unmanaged
    {
        ReleaseOutput(output);
        (_outputs[output], _lentOutput[output]) = (tensor.Value, true);
    }

    /// <summary>What the last run made becomes an input of the next; what stood there before is released.</summary>
    public void CarryOutput(int output, int input)
    {
        Put(input, _outputs[output], isOwned: true);
        _outputs[output] = 0;
    }

    /// <summary>Lets another call read what the last run of this one made; this call keeps it and must outlive the other's use.</summary>
    public void LendOutput(int output, OrtCall to, int input) => to.Put(input, _outputs[output], isOwned: false);

    /// <summary>Runs the model on the calling thread.</summary>
    /// <exception cref="SpeechException">The model could not be run.</exception>
    public void Run()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        for (int i = 0; i < _outputs.Length; i++)
        {
            if (!_lentOutput[i])
            {
                ReleaseOutput(i);
            }
        }

        OrtHandle session = _signature.Session.Handle;
        bool isHeld = false;
        try
        {
            session.DangerousAddRef(ref isHeld);
            nint status = _api.Run(
                session.DangerousGetHandle(),
                0,
                _signature.InputNames,
                Address(_inputs),
                (nuint)_inputs.Length,
                _signature.OutputNames,
                (nuint)_outputs.Length,
                Address(_outputs));
            _api.Check(status, "run a model");
        }
        finally
        {
            if (isHeld)
            {
                session.DangerousRelease();
            }
        }
    }

    /// <summary>What the last run made: all elements, the last dimension varying fastest. Valid until the next run, carry or disposal.</summary>
    public ReadOnlySpan<float> Output(int output)
    {
        void* elements;
        nuint count;
        nint shape;
        _api.Check(_api.GetTensorMutableData(_outputs[output], &elements), "read an output");
        _api.Check(_api.GetTensorTypeAndShape(_outputs[output], &shape), "read an output's shape");
        nint status = _api.GetTensorShapeElementCount(shape, &count);
        _api.ReleaseTensorTypeAndShapeInfo(shape);
        _api.Check(status, "read an output's shape");
        return new ReadOnlySpan<float>(elements, checked((int)count));
    }

    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        for (int i = 0; i < _inputs.Length; i++)
        {
            Put(i, 0, isOwned: false);
        }

        for (int i = 0; i < _outputs.Length; i++)
        {
            ReleaseOutput(i);
        }
    }

    private void Put(int input, nint value, bool isOwned)
    {
        if (_ownsInput[input])
        {
            _api.ReleaseValue(_inputs[input]);
        }

        (_inputs[input], _ownsInput[input]) = (value, isOwned);
    }

    private void ReleaseOutput(int output)
    {
        if (_outputs[output] != 0 && !_lentOutput[output])
        {
            _api.ReleaseValue(_outputs[output]);
        }

        (_outputs[output], _lentOutput[output]) = (0, false);
    }

    private static nint* Address(nint[] pinned) => (nint*)Marshal.UnsafeAddrOfPinnedArrayElement(pinned, 0);
}
