using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json.Serialization;

namespace CompliantVoiceProxy.Audit.Tests;

public sealed class AuditEventTests
{
    private static readonly Type[] Allowed =
        [typeof(Guid), typeof(int), typeof(long), typeof(float), typeof(bool), typeof(TimeSpan), typeof(AuditLabel), typeof(AuditToken)];

    public static TheoryData<Type> EventTypes() => [.. typeof(AuditEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(AuditEvent)))];

    [Theory]
    [MemberData(nameof(EventTypes))]
    public void No_event_has_a_member_that_could_hold_what_was_said(Type type)
    {
        FreeMembersOf(type, path: type.Name).Should().BeEmpty();
    }

    [Fact]
    public void The_root_has_two_texts_and_both_are_names_that_are_checked()
    {
        typeof(AuditEvent).GetProperties().Where(property => property.PropertyType == typeof(string)).Select(property => property.Name)
            .Should().BeEquivalentTo(nameof(AuditEvent.Tenant), nameof(AuditEvent.PolicyRevision));
    }

    [Fact]
    public void Every_event_has_a_name_in_the_log()
    {
        typeof(AuditEvent).GetCustomAttributes<JsonDerivedTypeAttribute>().Select(attribute => attribute.DerivedType)
            .Should().BeEquivalentTo(typeof(AuditEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(AuditEvent))));
    }

    [Fact]
    public void A_label_is_made_of_source_and_of_declared_names_alone()
    {
        typeof(AuditLabel).GetConstructors().Should().BeEmpty();
        typeof(AuditLabel).GetMethods(BindingFlags.Public | BindingFlags.Static).Where(method => method.ReturnType == typeof(AuditLabel))
            .SelectMany(method => method.GetParameters()).Should().NotContain(parameter => parameter.ParameterType == typeof(string));
        AuditLabel.Of((DayOfWeek)4111).Text.Should().Be("Undefined");
    }

    [Fact]
    public void A_name_that_was_not_declared_is_in_no_label()
    {
        var names = new DeclaredNames(["loyalty-card"]);

        names.LabelOf("loyalty-card").Text.Should().Be("loyalty-card");
        names.LabelOf("four-one-one").Text.Should().Be("Undeclared");
    }

    [Theory]
    [InlineData("my card is 4111")]
    [InlineData("4111")]
    [InlineData("Loyalty")]
    [InlineData("loyalty\n")]
    [InlineData("")]
    public void A_declared_name_is_made_of_lower_case_letters_digits_and_hyphens(string name) =>
        FluentActions.Invoking(() => new DeclaredNames([name])).Should().Throw<ArgumentException>().Which.Message.Should().NotContain("4111");

    [Theory]
    [InlineData("[CREDIT_CARD_1]", true)]
    [InlineData("[LOYALTY_ID_2_14]", true)]
    [InlineData("", false)]
    [InlineData("[CREDIT_CARD_1 ending in 7913]", false)]
    [InlineData("[Margaret_1]", false)]
    [InlineData("[MARGARET WHITFIELD_1]", false)]
    [InlineData("[4539148034267913_1]", false)]
    [InlineData("[CREDIT_CARD_4539148034267913]", false)]
    [InlineData("[CREDIT_CARD_1]\n", false)]
    [InlineData("CREDIT_CARD_1", false)]
    public void A_token_is_a_types_name_and_a_number_and_nothing_else_is_one(string text, bool isToken)
    {
        AuditToken.TryParse(text, out var token).Should().Be(isToken);

        token.Text.Should().Be(isToken ? text : "");
    }

    private static IEnumerable<string> FreeMembersOf(Type type, string path) => type
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.DeclaringType != typeof(AuditEvent))
        .SelectMany(property => FreeTypesOf(property.PropertyType, $"{path}.{property.Name}"));

    private static IEnumerable<string> FreeTypesOf(Type type, string path) => type switch
    {
        _ when Nullable.GetUnderlyingType(type) is { } inner => FreeTypesOf(inner, path),
        _ when Allowed.Contains(type) || type.IsEnum => [],
        _ when type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>) => FreeTypesOf(type.GenericTypeArguments[0], path),
        _ when type == typeof(ReleaseItem) => FreeMembersOf(type, path),
        _ => [$"{path} is {type.Name}"],
    };
}
