using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace CompliantVoiceProxy.Speech.Models;

/// <summary>
/// The decoder's token embeddings, one byte a weight, as they stand in the model: turns the decoder's last state into logits. Immutable; safe from several threads.
/// File: scale (float, little-endian), zero point (one byte), then the weights, a row a token.
/// </summary>
internal sealed class TokenEmbeddings
{
    private const int HeaderLength = sizeof(float) + 1;
    private const string Name = "model.decoder.embed_tokens.weight_merged_0";

    // Field numbers of onnx.proto.
    private const int ModelGraph = 7;
    private const int GraphInitializer = 5;
    private const int TensorFloats = 4;
    private const int TensorIntegers = 5;
    private const int TensorName = 8;
    private const int TensorRaw = 9;

    private readonly byte[] _weights;
    private readonly float _scale;
    private readonly float _zero;

    private TokenEmbeddings(byte[] file)
    {
        _scale = BinaryPrimitives.ReadSingleLittleEndian(file);
        _zero = file[sizeof(float)];
        _weights = file[HeaderLength..];
    }

    /// <exception cref="SpeechException">The file is not that of the model.</exception>
    public static TokenEmbeddings Load(string path, int stateSize)
    {
        byte[] file = File.ReadAllBytes(path);
        return file.Length == HeaderLength + stateSize * MoonshineShape.VocabularySize
            ? new TokenEmbeddings(file)
            : throw new SpeechException($"The file {path} has the wrong length: delete it and start again.");
    }

    /// <summary>Takes the embeddings out of the decoder as published.</summary>
    /// <exception cref="InvalidDataException">The bytes are no such decoder.</exception>
    public static byte[] Extract(ReadOnlySpan<byte> model)
    {
        ReadOnlySpan<byte> graph = Find(model, ModelGraph, static _ => true);
        ReadOnlySpan<byte> scale = Find(Initializer(graph, Name + "_scale"), TensorFloats, static _ => true);
        ReadOnlySpan<byte> zero = Find(Initializer(graph, Name + "_zero_point"), TensorIntegers, static _ => true);
        ReadOnlySpan<byte> weights = Find(Initializer(graph, Name + "_quantized"), TensorRaw, static _ => true);

        // The zero point is a varint of one or two bytes.
        int zeroPoint = zero.Length == 1 ? zero[0] : (zero[0] & 0x7F) | (zero[1] << 7);
        return [.. scale, checked((byte)zeroPoint), .. weights];
    }

    /// <summary>The logits of all tokens.</summary>
    /// <param name="state">The decoder's last state.</param>
    /// <param name="logits"><see cref="MoonshineShape.VocabularySize"/> places.</param>
    public void Project(ReadOnlySpan<float> state, Span<float> logits)
    {
        // scale * sum((weight - zero) * state) = scale * sum(weight * state) - scale * zero * sum(state)
        float sum = 0;
        foreach (float element in state)
        {
            sum += element;
        }

        float offset = _scale * _zero * sum;
        for (int token = 0; token < logits.Length; token++)
        {
            logits[token] = _scale * Dot(_weights.AsSpan(token * state.Length, state.Length), state) - offset;
        }
    }

    // Both models' state sizes are multiples of 32.
    private static float Dot(ReadOnlySpan<byte> weights, ReadOnlySpan<float> state)
    {
        Vector256<float> even = default;
        Vector256<float> odd = default;
        ref byte weight = ref MemoryMarshal.GetReference(weights);
        ref float element = ref MemoryMarshal.GetReference(state);
        for (nuint i = 0; i < (nuint)state.Length; i += 32)
        {
            Vector256<byte> bytes = Vector256.LoadUnsafe(ref weight, i);
            (Vector256<ushort> low, Vector256<ushort> high) = Vector256.Widen(bytes);
            (Vector256<uint> first, Vector256<uint> second) = Vector256.Widen(low);
            (Vector256<uint> third, Vector256<uint> fourth) = Vector256.Widen(high);
            even = Vector256.FusedMultiplyAdd(Vector256.ConvertToSingle(first.AsInt32()), Vector256.LoadUnsafe(ref element, i), even);
            odd = Vector256.FusedMultiplyAdd(Vector256.ConvertToSingle(second.AsInt32()), Vector256.LoadUnsafe(ref element, i + 8), odd);
            even = Vector256.FusedMultiplyAdd(Vector256.ConvertToSingle(third.AsInt32()), Vector256.LoadUnsafe(ref element, i + 16), even);
            odd = Vector256.FusedMultiplyAdd(Vector256.ConvertToSingle(fourth.AsInt32()), Vector256.LoadUnsafe(ref element, i + 24), odd);
        }

        return Vector256.Sum(even + odd);
    }

    private static ReadOnlySpan<byte> Initializer(ReadOnlySpan<byte> graph, string name) =>
        Find(graph, GraphInitializer, tensor => Encoding.UTF8.GetString(Find(tensor, TensorName, static _ => true)) == name);

    private static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> message, int number, Predicate isWanted)
    {
        var fields = new ProtobufFields(message);
        while (fields.MoveNext())
        {
            if (fields.Number == number && isWanted(fields.Payload))
            {
                return fields.Payload;
            }
        }

        throw new InvalidDataException("The model holds no token embeddings.");
    }

    private delegate bool Predicate(ReadOnlySpan<byte> payload);
}
