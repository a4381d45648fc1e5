using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Emit;

namespace CompliantVoiceProxy.Architecture.Tests;

/// <summary>Walks a method's instructions: ECMA-335 partition III.</summary>
internal static class IntermediateLanguage
{
    private const byte TwoBytePrefix = 0xFE;
    private static readonly Dictionary<int, OpCode> OpCodesByValue = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => (int)(ushort)code.Value);

    /// <summary>The metadata tokens of the methods that the instructions call, construct with or point to.</summary>
    public static IEnumerable<int> CalledTokens(byte[] instructions)
    {
        for (var at = 0; at < instructions.Length;)
        {
            var value = instructions[at] == TwoBytePrefix ? (TwoBytePrefix << 8) | instructions[at + 1] : instructions[at];
            var code = OpCodesByValue[value];
            at += code.Size;
            if (code.OperandType is OperandType.InlineMethod)
            {
                yield return BinaryPrimitives.ReadInt32LittleEndian(instructions.AsSpan(at));
            }

            at += OperandLength(code.OperandType, instructions, at);
        }
    }

    private static int OperandLength(OperandType type, byte[] instructions, int at) => type switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BinaryPrimitives.ReadInt32LittleEndian(instructions.AsSpan(at))),
        _ => 4,
    };
}
