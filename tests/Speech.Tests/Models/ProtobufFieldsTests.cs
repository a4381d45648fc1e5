using CompliantVoiceProxy.Speech.Models;

namespace CompliantVoiceProxy.Speech.Tests.Models;

public sealed class ProtobufFieldsTests
{
    // Field 1: varint 300; field 2: "ab"; field 3: 4 bytes; field 4: 8 bytes.
    private static readonly byte[] _message =
        [0x08, 0xAC, 0x02, 0x12, 0x02, (byte)'a', (byte)'b', 0x1D, 1, 2, 3, 4, 0x21, 1, 2, 3, 4, 5, 6, 7, 8];

    [Fact]
    public void Fields_come_in_order_with_their_bytes()
    {
        var numbers = new List<int>();
        var copy = new List<byte>();
        string text = "";
        var fields = new ProtobufFields(_message);
        while (fields.MoveNext())
        {
            numbers.Add(fields.Number);
            copy.AddRange(fields.Whole);
            text += System.Text.Encoding.ASCII.GetString(fields.Payload);
        }

        numbers.Should().Equal(1, 2, 3, 4);
        copy.Should().Equal(_message);
        text.Should().Be("ab");
    }

    [Fact]
    public void A_message_that_is_cut_anywhere_inside_a_field_is_refused()
    {
        int[] whole = [0, 3, 7, 12, _message.Length];
        for (int length = 0; length <= _message.Length; length++)
        {
            Walks(_message[..length]).Should().Be(whole.Contains(length), $"cut after {length} bytes");
        }
    }

    [Fact]
    public void What_is_written_is_read_back()
    {
        using var stream = new MemoryStream();
        ProtobufFields.Write(stream, 1000, new byte[300]);

        var fields = new ProtobufFields(stream.ToArray());

        fields.MoveNext().Should().BeTrue();
        fields.Number.Should().Be(1000);
        fields.Payload.Length.Should().Be(300);
        fields.MoveNext().Should().BeFalse();
    }

    [Fact]
    public void An_endless_number_and_an_unknown_wire_type_are_refused()
    {
        Walks([0x08, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]).Should().BeFalse();
        Walks([0x0B]).Should().BeFalse();
    }

    private static bool Walks(byte[] message)
    {
        try
        {
            var fields = new ProtobufFields(message);
            while (fields.MoveNext())
            {
            }

            return true;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}
