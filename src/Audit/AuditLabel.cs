namespace CompliantVoiceProxy.Audit;

/// <summary>A word from a closed vocabulary of the product: an entity type, a recognizer, a reason. Cannot hold caller content.</summary>
/// <remarks>Made from an enum member, or from a type's name: both are written in the product's own source.</remarks>
public readonly record struct AuditLabel
{
    private AuditLabel(string text) => Text = text;

    public string Text { get => field ?? ""; }

    public static AuditLabel Of<TEnum>(TEnum member)
        where TEnum : struct, Enum => new(Enum.IsDefined(member) ? member.ToString() : "Undefined");

    public static AuditLabel OfType(Type type) => new(type.Name);

    public override string ToString() => Text;
}
