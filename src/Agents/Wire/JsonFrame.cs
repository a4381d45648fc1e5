using System.Buffers;
using System.Text.Json;

namespace CompliantVoiceProxy.Agents.Wire;

/// <summary>The buffer that a vendor's event writer writes its messages into, one after the other.</summary>
internal sealed class JsonFrame : IDisposable
{
    private readonly ArrayBufferWriter<byte> _buffer = new();

    public Utf8JsonWriter Json { get; } = new(Stream.Null);

    /// <summary>Begins a message: its object stands open.</summary>
    public Utf8JsonWriter Begin()
    {
        _buffer.ResetWrittenCount();
        Json.Reset(_buffer);
        Json.WriteStartObject();
        return Json;
    }

    /// <summary>Ends the message.</summary>
    /// <returns>Good until the next <see cref="Begin"/>.</returns>
    public ReadOnlyMemory<byte> End()
    {
        Json.WriteEndObject();
        Json.Flush();
        return _buffer.WrittenMemory;
    }

    public void Dispose() => Json.Dispose();
}
