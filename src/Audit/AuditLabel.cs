namespace CompliantVoiceProxy.Audit;

/// <summary>A word from a closed vocabulary: an entity type, a recognizer, a reason. Cannot hold caller content.</summary>
/// <remarks>
/// Made from an enum member or from a type's name, which are written in the product's own source, or of <see cref="DeclaredNames"/>, which an operator
/// wrote in a policy.
/// </remarks>
public readonly record struct AuditLabel
{
    private AuditLabel(string text) => Text = text;

    public string Text { get => field ?? ""; }

    public static AuditLabel Of<TEnum>(TEnum member)
        where TEnum : struct, Enum => new(Enum.IsDefined(member) ? member.ToString() : "Undefined");

    public static AuditLabel OfType(Type type) => new(type.Name);

    /// <param name="name">Of <see cref="DeclaredNames"/>, which alone calls this; null for what is not among them.</param>
    internal static AuditLabel OfDeclared(string? name) => new(name ?? "Undeclared");

    public override string ToString() => Text;
}
