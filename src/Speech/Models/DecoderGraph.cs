using System.Text;

namespace CompliantVoiceProxy.Speech.Models;

/// <summary>
/// Edits Moonshine's merged decoder (an ONNX ModelProto). The graph is one If node of two branches. In each, a Softmax node a layer gives the
/// cross-attention [1, 8, T, S]: it becomes an output of the branches, of the If node and of the graph. And the last step, from the normalized
/// state to the logits, is taken out: it makes a float matrix of the quantized embeddings anew for each token, which costs more than all the rest.
/// <see cref="TokenEmbeddings"/> does it from the quantized embeddings themselves; the state is the first output in the logits' stead.
/// </summary>
internal static class DecoderGraph
{
    // Field numbers of onnx.proto.
    private const int ModelGraph = 7;
    private const int GraphNode = 1;
    private const int GraphOutput = 12;
    private const int NodeOutput = 2;
    private const int NodeOperator = 4;
    private const int NodeAttribute = 5;
    private const int AttributeGraph = 6;
    private const int ValueName = 1;

    /// <summary>The output that carries the state which the logits are made from, [1, 1, state size].</summary>
    public const string StateOutput = "/model/decoder/norm/Mul_output_0";

    private const string Logits = "logits";

    // What the nodes give that turn the state into logits.
    private static readonly string[] _projection =
        ["model.decoder.embed_tokens.weight_transposed_quantized", "model.decoder.embed_tokens.weight_transposed", Logits];

    // TypeProto of a float tensor of any shape: tensor_type (1) { elem_type (1) = FLOAT (1) }.
    private static readonly byte[] _floatTensor = [0x12, 0x04, 0x0A, 0x02, 0x08, 0x01];
    private static readonly byte[] _leftOut = [];

    /// <returns>What stands in the field's place: null for the field as it is, <see cref="_leftOut"/> for nothing.</returns>
    private delegate byte[]? FieldEdit(int number, ReadOnlySpan<byte> payload);

    /// <summary>The output that carries a layer's cross-attention.</summary>
    public static string AttentionOutput(int layer) => $"/model/decoder/layers.{layer}/encoder_attn/Softmax_output_0";

    /// <param name="model">The decoder as its makers exported it.</param>
    /// <param name="layers">How many layers it has.</param>
    /// <exception cref="InvalidDataException">The bytes are no ONNX model.</exception>
    public static byte[] Prepare(ReadOnlySpan<byte> model, int layers)
    {
        string[] attention = [.. Enumerable.Range(0, layers).Select(AttentionOutput)];
        return Edit(model, (number, graph) => number == ModelGraph ? EditGraph(graph, attention) : null);
    }

    // The main graph and both branches alike.
    private static byte[] EditGraph(ReadOnlySpan<byte> graph, string[] attention) =>
        Edit(
            graph,
            (number, field) => number switch
            {
                GraphNode => EditNode(field, attention),
                GraphOutput when IsNamed(field, ValueName, Logits) => FloatValue(StateOutput),
                _ => null,
            },
            [.. attention.Select(name => (GraphOutput, FloatValue(name)))]);

    private static byte[]? EditNode(ReadOnlySpan<byte> node, string[] attention)
    {
        if (IsNamed(node, NodeOperator, "If"))
        {
            return Edit(
                node,
                (number, field) => number switch
                {
                    NodeAttribute => Edit(field, (inner, graph) => inner == AttributeGraph ? EditGraph(graph, attention) : null),
                    NodeOutput when Encoding.UTF8.GetString(field) == Logits => Encoding.UTF8.GetBytes(StateOutput),
                    _ => null,
                },
                [.. attention.Select(name => (NodeOutput, Encoding.UTF8.GetBytes(name)))]);
        }

        foreach (string output in _projection)
        {
            if (IsNamed(node, NodeOutput, output))
            {
                return _leftOut;
            }
        }

        return null;
    }

    private static bool IsNamed(ReadOnlySpan<byte> message, int field, string name)
    {
        var fields = new ProtobufFields(message);
        while (fields.MoveNext())
        {
            if (fields.Number == field && Encoding.UTF8.GetString(fields.Payload) == name)
            {
                return true;
            }
        }

        return false;
    }

    private static byte[] FloatValue(string name)
    {
        using var value = new MemoryStream();
        ProtobufFields.Write(value, ValueName, Encoding.UTF8.GetBytes(name));
        value.Write(_floatTensor);
        return value.ToArray();
    }

    private static byte[] Edit(ReadOnlySpan<byte> message, FieldEdit edit, params (int Number, byte[] Payload)[] added)
    {
        using var edited = new MemoryStream(message.Length + 4096);
        var fields = new ProtobufFields(message);
        while (fields.MoveNext())
        {
            byte[]? payload = edit(fields.Number, fields.Payload);
            if (payload is null)
            {
                edited.Write(fields.Whole);
            }
            else if (!ReferenceEquals(payload, _leftOut))
            {
                ProtobufFields.Write(edited, fields.Number, payload);
            }
        }

        foreach ((int number, byte[] payload) in added)
        {
            ProtobufFields.Write(edited, number, payload);
        }

        return edited.ToArray();
    }
}
