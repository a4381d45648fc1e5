using System.Collections;

namespace CompliantVoiceProxy.Sip.Messages;

/// <summary>
/// The header fields of a message, in order. Names compare without case, compact names count as long ones (RFC 3261 section 7.3.3).
/// A character stands for an octet, so that what came in goes out unchanged, whatever its encoding.
/// </summary>
public sealed class SipHeaders : IReadOnlyList<SipHeader>
{
    private readonly List<SipHeader> _lines = [];

    public int Count => _lines.Count;

    public SipHeader this[int index] => _lines[index];

    /// <summary>The first line's value, or null.</summary>
    public string? Get(string name)
    {
        foreach (var line in _lines)
        {
            if (Is(line, name))
            {
                return line.Value;
            }
        }

        return null;
    }

    public bool Contains(string name) => Get(name) is not null;

    /// <summary>Each line's value as it stands.</summary>
    public IReadOnlyList<string> GetLines(string name) => [.. from line in _lines where Is(line, name) select line.Value];

    /// <summary>All values of a header field whose grammar is a comma-separated list, over all its lines, in order; empty elements left out.</summary>
    public IReadOnlyList<string> GetValues(string name)
    {
        var values = new List<string>();
        foreach (var line in _lines)
        {
            if (Is(line, name))
            {
                SipGrammar.TrySplit(line.Value, ',', values);
            }
        }

        values.RemoveAll(value => value.Length == 0);
        return values;
    }

    /// <summary>Appends a line.</summary>
    /// <exception cref="ArgumentException">The name is no token, or the value would break the line.</exception>
    public SipHeaders Add(string name, string value)
    {
        _lines.Add(Checked(name, value));
        return this;
    }

    /// <summary>Puts a line before the first of its name, or at the top.</summary>
    /// <exception cref="ArgumentException">As in <see cref="Add"/>.</exception>
    public SipHeaders Prepend(string name, string value)
    {
        var line = Checked(name, value);
        _lines.Insert(Math.Max(0, _lines.FindIndex(other => Is(other, name))), line);
        return this;
    }

    /// <summary>Replaces all lines of this name by one, in the first one's place, or appends it.</summary>
    /// <exception cref="ArgumentException">As in <see cref="Add"/>.</exception>
    public SipHeaders Set(string name, string value)
    {
        var line = Checked(name, value);
        var at = _lines.FindIndex(other => Is(other, name));
        Remove(name);
        _lines.Insert(at < 0 ? _lines.Count : at, line);
        return this;
    }

    public SipHeaders Remove(string name)
    {
        _lines.RemoveAll(line => Is(line, name));
        return this;
    }

    /// <summary>Appends every line of one name from another message, as it stands.</summary>
    public SipHeaders CopyFrom(SipHeaders other, string name)
    {
        _lines.AddRange(other._lines.Where(line => Is(line, name)));
        return this;
    }

    public IEnumerator<SipHeader> GetEnumerator() => _lines.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The number of lines alone: values are identifiers.</summary>
    public override string ToString() => $"[{Count} header fields withheld]";

    private static bool Is(SipHeader line, string name) => line.Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static SipHeader Checked(string name, string value)
    {
        if (!SipGrammar.IsToken(name))
        {
            throw new ArgumentException("A header field's name is a token.", nameof(name));
        }

        if (value.AsSpan().ContainsAny('\r', '\n') || value.AsSpan().ContainsAnyExceptInRange('\0', '\u00FF'))
        {
            throw new ArgumentException("A header field's value is one line of octets.", nameof(value));
        }

        return new SipHeader(SipHeaderNames.ToLongForm(name), value);
    }
}
