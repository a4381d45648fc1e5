using CompliantVoiceProxy.Policies;

namespace CompliantVoiceProxy.Compliance.Detection;

/// <summary>Which recognizer found something or failed: a class of the product by its name, or one of the tenant's by its name in the policy.</summary>
public readonly record struct RecognizerName
{
    private readonly string? _declared;
    private readonly Type? _type;

    private RecognizerName(Type? type, string? declared) => (_type, _declared) = (type, declared);

    /// <summary>As reports show it.</summary>
    public string Name => _declared ?? _type?.Name ?? "";

    /// <summary>The class; null for one that the tenant declared.</summary>
    public Type? Type => _type;

    public static RecognizerName Of(CustomRecognizer declared) => new(type: null, declared.Name);

    public static implicit operator RecognizerName(Type type) => new(type, declared: null);

    public override string ToString() => Name;
}
