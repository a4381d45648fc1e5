namespace CompliantVoiceProxy.Secrecy;

/// <summary>Caller content, or a secret. Prints its kind, never its value; <see cref="Reveal"/> is the only way in.</summary>
/// <remarks>Two values are equal when what they withhold is equal; the hash code is constant, as a hash of a short number is the number.</remarks>
public readonly struct Sensitive<T>(T value) : IEquatable<Sensitive<T>>
    where T : notnull
{
    private readonly T _value = value;

    public T Reveal() => _value;

    public bool Equals(Sensitive<T> other) => EqualityComparer<T>.Default.Equals(_value, other._value);

    public override bool Equals(object? obj) => obj is Sensitive<T> other && Equals(other);

    public override int GetHashCode() => 0;

    public override string ToString() => $"[{typeof(T).Name} withheld]";

    public static bool operator ==(Sensitive<T> left, Sensitive<T> right) => left.Equals(right);

    public static bool operator !=(Sensitive<T> left, Sensitive<T> right) => !left.Equals(right);
}
