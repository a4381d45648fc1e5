using System.Text;

namespace CompliantVoiceProxy.Speech.Models;

/// <summary>
/// Edits Moonshine's merged decoder (an ONNX ModelProto) so that it also gives its cross-attention. The graph is one If node; both branches
/// hold, a layer, a Softmax node of the same name, whose output [1, 8, T, S] becomes an output of the branches, of the If node and of the graph.
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

    // TypeProto of a float tensor of any shape: tensor_type (1) { elem_type (1) = FLOAT (1) }.
    private static readonly byte[] _valueType = [0x12, 0x04, 0x0A, 0x02, 0x08, 0x01];

    private delegate byte[]? Replacement(int number, ReadOnlySpan<byte> payload);

    /// <summary>The output that carries a layer's cross-attention.</summary>
    public static string AttentionOutput(int layer) => $"/model/decoder/layers.{layer}/encoder_attn/Softmax_output_0";

    /// <param name="model">The decoder as its makers exported it.</param>
    /// <param name="layers">How many layers it has.</param>
    /// <exception cref="InvalidDataException">The bytes are no ONNX model.</exception>
    public static byte[] WithCrossAttention(ReadOnlySpan<byte> model, int layers)
    {
        string[] added = [.. Enumerable.Range(0, layers).Select(AttentionOutput)];
        return Edit(
            model,
            (number, graph) => number == ModelGraph ? EditMainGraph(graph, added) : null,
            static _ => { });
    }

    private static byte[] EditMainGraph(ReadOnlySpan<byte> graph, string[] added) =>
        Edit(
            graph,
            (number, node) => number == GraphNode && IsIf(node) ? EditIf(node, added) : null,
            output => AddGraphOutputs(output, added));

    private static byte[] EditIf(ReadOnlySpan<byte> node, string[] added) =>
        Edit(
            node,
            (number, attribute) => number == NodeAttribute ? Edit(attribute, EditBranch(added), static _ => { }) : null,
            output =>
            {
                foreach (string name in added)
                {
                    ProtobufFields.Write(output, NodeOutput, Encoding.UTF8.GetBytes(name));
                }
            });

    private static Replacement EditBranch(string[] added) =>
        (number, branch) => number == AttributeGraph
            ? Edit(branch, static (_, _) => null, output => AddGraphOutputs(output, added))
            : null;

    private static void AddGraphOutputs(Stream graph, string[] names)
    {
        foreach (string name in names)
        {
            using var value = new MemoryStream();
            ProtobufFields.Write(value, ValueName, Encoding.UTF8.GetBytes(name));
            value.Write(_valueType);
            ProtobufFields.Write(graph, GraphOutput, value.ToArray());
        }
    }

    private static bool IsIf(ReadOnlySpan<byte> node)
    {
        var fields = new ProtobufFields(node);
        while (fields.MoveNext())
        {
            if (fields.Number == NodeOperator)
            {
                return fields.Payload.SequenceEqual("If"u8);
            }
        }

        return false;
    }

    /// <summary>Copies a message, field by field; a field that has a replacement gets it as its payload; then adds what <paramref name="append"/> writes.</summary>
    private static byte[] Edit(ReadOnlySpan<byte> message, Replacement replace, Action<Stream> append)
    {
        using var edited = new MemoryStream(message.Length + 4096);
        var fields = new ProtobufFields(message);
        while (fields.MoveNext())
        {
            if (replace(fields.Number, fields.Payload) is { } payload)
            {
                ProtobufFields.Write(edited, fields.Number, payload);
            }
            else
            {
                edited.Write(fields.Whole);
            }
        }

        append(edited);
        return edited.ToArray();
    }
}
