using System.Text.Json;
using CompliantVoiceProxy.Policies.Tools;

namespace CompliantVoiceProxy.Policies.Tests.Tools;

public sealed class ArgumentSchemaTests
{
    [Theory]
    [InlineData("type: string", "\"\"|\"5\"", "5|null|[]|{}|true")]
    [InlineData("type: integer", "5|-5|1.0|1e2|0", "1.5|\"5\"|1e-1|true|1e40")]
    [InlineData("type: number", "5|1.5|1e40", "\"5\"|null")]
    [InlineData("type: boolean", "true|false", "\"true\"|0|null")]
    [InlineData("type: array", "[]|[1,{}]", "{}|\"[]\"")]
    [InlineData("type: object", "{}|{\"a\":1}", "[]|{\"a\":1,\"a\":1}")]
    [InlineData("enum: [a, 5, true, null, \"6\"]", "\"a\"|5|5.0|true|null|\"6\"", "\"A\"|\"5\"|6|\"true\"|false")]
    [InlineData("const: 5", "5", "\"5\"|6|[5]")]
    [InlineData("minLength: 2", "\"ab\"|5|\"🙂🙂\"", "\"a\"|\"\"|\"🙂\"")]
    [InlineData("maxLength: 2", "\"ab\"|\"🙂🙂\"|\"\"", "\"abc\"")]
    [InlineData("pattern: \"^[0-9]+$\"", "\"12\"|5", "\"\"|\"a\"|\"1a\"|\"1\\n\"|\"1\\r\\n\"")]
    [InlineData("pattern: \"[0-9]\"", "\"a1b\"", "\"ab\"")]
    [InlineData("pattern: \"^[$][0-9]\\\\$\"", "\"$5$\"", "\"$5\"")]
    [InlineData("minimum: 1.5", "1.5|2|\"a\"", "1.4|-2|1e40")]
    [InlineData("maximum: -1", "-1|-2.5", "0|-0.5|-1e40")]
    [InlineData("items: { type: integer }", "[]|[1,2]|\"a\"", "[\"1\"]|[1,1.5]")]
    [InlineData("minItems: 1", "[1]", "[]")]
    [InlineData("maxItems: 1", "[1]|[]", "[1,2]")]
    [InlineData("x-token: MEMBER_ID", "\"[MEMBER_ID_1]\"", "\"4410\"|\"[MRN_1]\"|\"[MEMBER_ID_9]\"|\" [MEMBER_ID_1]\"|4410|null|[]")]
    [InlineData("x-token: [MEMBER_ID, MRN]", "\"[MEMBER_ID_1]\"|\"[MRN_1]\"", "\"[PIN_1]\"|\"\"")]
    [InlineData("properties: { a: { type: integer } }", "{}|{\"a\":1}|{\"b\":\"c\"}", "{\"a\":\"1\"}|{\"b\":1,\"b\":2}")]
    [InlineData("properties: { a: {} }, required: [a]", "{\"a\":null}|5", "{}|{\"b\":1}")]
    [InlineData("properties: { a: {} }, additionalProperties: false", "{}|{\"a\":1}", "{\"A\":1}|{\"a\":1,\"b\":1}")]
    [InlineData("description: Anything.", "1|null|{}", null)]
    public void Each_keyword_takes_and_refuses_as_JSON_Schema_does(string keyword, string taken, string? refused)
    {
        var schema = Compile($"{{ type: object, properties: {{ it: {{ {keyword} }} }} }}");

        taken.Split('|').Where(value => !Takes(schema, value)).Should().BeEmpty("{0} takes them", keyword);
        refused?.Split('|').Where(value => Takes(schema, value)).Should().BeEmpty("{0} refuses them", keyword);
    }

    [Fact]
    public void A_schema_may_be_one_text_of_JSON()
    {
        var schema = Compile("'{\"type\":\"object\",\"properties\":{\"it\":{\"type\":\"string\",\"enum\":[\"5\"]}},\"required\":[\"it\"]}'");

        Takes(schema, "\"5\"").Should().BeTrue();
        Takes(schema, "5").Should().BeFalse();
    }

    [Fact]
    public void What_is_taken_is_taken_whatever_order_and_depth_it_has()
    {
        var random = new Random(4110);
        var schema = Compile("{ type: object, properties: { it: { type: array, items: { type: object, properties: { n: { type: integer, minimum: 0 }, t: { type: string, maxLength: 3 } }, required: [n], additionalProperties: false } } } }");
        for (var round = 0; round < 500; round++)
        {
            var good = $"[{string.Join(',', Enumerable.Range(0, random.Next(4)).Select(_ => random.Next(2) == 0 ? $"{{\"n\":{random.Next()},\"t\":\"ab\"}}" : $"{{\"t\":\"\",\"n\":{random.Next()}.0}}"))}]";
            string[] faults = ["{\"n\":-1}", "{\"t\":\"a\"}", "{\"n\":1,\"x\":1}", "{\"n\":1,\"t\":\"abcd\"}", "{\"n\":\"1\"}", "1", "{\"n\":1,\"n\":1}"];
            var bad = good.Length == 2 ? $"[{faults[random.Next(faults.Length)]}]" : good.Insert(1, $"{faults[random.Next(faults.Length)]},");

            Takes(schema, good).Should().BeTrue(good);
            Takes(schema, bad).Should().BeFalse(bad);
        }
    }

    [Fact]
    public void A_pattern_made_to_take_long_is_answered_in_linear_time() =>
        Takes(Compile("{ type: object, properties: { it: { pattern: \"^(a+)+$\" } } }"), $"\"{new string('a', 5_000)}!\"").Should().BeFalse();

    [Fact]
    public void Every_error_of_a_schema_has_its_line()
    {
        PolicyText.ErrorsOf($$"""
            {{PolicyText.Whole}}
            tools:
              - name: ask
                description: Asks.
                request: { url: "https://crm.example" }
                parameters:
                  type: objekt
                  properties:
                    a: { format: date }
                    b: { type: [string, "null"] }
                    c: text
                    d: { pattern: "(", minLength: -1 }
                    e: { pattern: "(?=a)" }
                    f: { x-token: MEMBERID }
                    g: { type: integer, x-token: MRN }
                    h: { enum: [], minimum: low }
                    i: { enum: [a], const: a }
                    j: { additionalProperties: { type: string } }
                    k: { minlength: 1 }
                  required: [z]
            """).Should().Equal(
            "12: tools.parameters has type 'objekt', but must have one of: string, integer, number, boolean, object, array",
            "12: tools.parameters must have 'type: object': a tool's arguments are an object",
            "14: tools.parameters /properties/a has 'format', which would not be checked; known are: type, properties, required, additionalProperties, enum, const, minLength, maxLength, pattern, minimum, maximum, items, minItems, maxItems, description, x-token",
            "15: tools.parameters /properties/b has type, which must be a text",
            "16: tools.parameters /properties/c must be a schema, such as { type: string }",
            "17: tools.parameters /properties/d has a pattern that is no regular expression: Invalid pattern '(' at offset 1. Not enough )'s.",
            "17: tools.parameters /properties/d has minLength, which must be a whole number",
            "18: tools.parameters /properties/e has a pattern that cannot be matched in linear time: no look-around, back reference, atomic group or repeat of many thousands",
            "19: tools.parameters /properties/f has x-token 'MEMBERID', of which there are no tokens; did you mean 'MEMBER_ID'?",
            "20: tools.parameters /properties/g has x-token, but a token is a string",
            "21: tools.parameters /properties/h has enum, which must be a list",
            "21: tools.parameters /properties/h has minimum, which must be a number",
            "22: tools.parameters /properties/i has both enum and const: one of them says it all",
            "23: tools.parameters /properties/j has additionalProperties that is neither true nor false; a schema there is not read",
            "24: tools.parameters /properties/k has 'minlength', which would not be checked; did you mean 'minLength'?",
            "25: tools.parameters requires 'z', which is not among its properties");
    }

    [Fact]
    public void A_token_may_be_of_the_tenants_own_identifiers() =>
        PolicyText.ErrorsOf($$"""
            {{PolicyText.Whole}}
            recognizers: [{ name: loyalty-card, pattern: "LC[0-9]{6}" }]
            tools: [{ name: ask, description: Asks., request: { url: "https://crm.example" }, parameters: { type: object, properties: { it: { x-token: LOYALTY_CARD } } } }]
            """).Should().BeEmpty();

    [Fact]
    public void The_AI_is_told_JSON_Schema_and_what_a_token_looks_like()
    {
        var schema = Compile("{ type: object, properties: { it: { x-token: MEMBER_ID, description: Whose. }, n: { type: integer, minimum: 1, enum: [1, 2] } }, required: [it], additionalProperties: false }");

        ArgumentSchemaJson.TextOf(schema).Should().Be(
            """{"type":"object","properties":{"it":{"type":"string","description":"Whose. What stands in the conversation for the value, exactly as it is written there, such as [MEMBER_ID_1]."},"n":{"type":"integer","enum":[1,2],"minimum":1}},"required":["it"],"additionalProperties":false}""");
    }

    private static ArgumentSchema Compile(string parameters)
    {
        var file = PolicyText.Compile($"{PolicyText.Whole}\ntools: [{{ name: ask, description: Asks., request: {{ url: \"https://crm.example\" }}, parameters: {parameters} }}]");
        file.Errors.Should().BeEmpty();
        return file.Policy!.Tools.Single().Parameters;
    }

    private static bool Takes(ArgumentSchema schema, string it) => schema.Takes(JsonElement.Parse($"{{\"it\":{it}}}", new JsonDocumentOptions { AllowDuplicateProperties = true }), TypeOf);

    private static string? TypeOf(string text) => text switch
    {
        "[MEMBER_ID_1]" => "MEMBER_ID",
        "[MRN_1]" => "MRN",
        "[PIN_1]" => "PIN",
        _ => null,
    };
}
