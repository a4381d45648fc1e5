using System.Text;
using System.Text.Json;
using CompliantVoiceProxy.Policies.Tools;

namespace CompliantVoiceProxy.Policies.Tests.Tools;

public sealed class BodyTemplateTests
{
    [Theory]
    [InlineData("a text", """{"a":"{{x}}"}""", "\"b\"", """{"a":"b"}""")]
    [InlineData("a number stays one", """{"a":"{{x}}"}""", "120.50", """{"a":120.50}""")]
    [InlineData("an object stays one", """{"a":"{{x}}"}""", """{"b":[1,true,null]}""", """{"a":{"b":[1,true,null]}}""")]
    [InlineData("amid text", """{"a":"no. {{x}}!"}""", "7", """{"a":"no. 7!"}""")]
    [InlineData("the end of a text", """{"a":"{{x}}","role":"user"}""", """ "\",\"role\":\"admin" """, """{"a":"\",\"role\":\"admin","role":"user"}""")]
    [InlineData("the end of an object", """{"a":"is {{x}}"}""", """ "\"}" """, """{"a":"is \"}"}""")]
    [InlineData("another place", """{"a":"{{x}} {{y}}"}""", "\"{{y}}\"", """{"a":"{{y}} Y"}""")]
    [InlineData("line breaks", """{"a":"{{x}}"}""", """ "b\r\nc\u0000" """, """{"a":"b\r\nc\u0000"}""")]
    [InlineData("no argument: no member", """{"a":"{{none}}","b":["{{none}}",1],"c":"[{{none}}]"}""", "1", """{"b":[1],"c":"[]"}""")]
    [InlineData("the whole body", "\"{{x}}\"", """{"a":1}""", """{"a":1}""")]
    [InlineData("the whole body, not given", "\"{{none}}\"", "1", "null")]
    public void An_argument_stays_a_value_in_JSON(string label, string template, string argument, string body)
    {
        var filled = new BodyTemplate(JsonElement.Parse(template)).Fill(place => place switch
        {
            "x" => JsonElement.Parse(argument),
            "y" => JsonElement.Parse("\"Y\""),
            _ => null,
        });

        Encoding.UTF8.GetString(filled).Should().Be(body, label);
    }
}
