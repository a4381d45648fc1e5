using CompliantVoiceProxy.Policies.Tools;

namespace CompliantVoiceProxy.Policies.Tests.Tools;

public sealed class ToolPolicyTests
{
    private const string Tool = """
        tools:
          - name: find_member
            description: Finds a member.
            parameters:
              type: object
              properties:
                member: { type: string, x-token: MEMBER_ID }
                plan: { type: string, enum: [gold, blue] }
                day: { type: string, pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" }
                notes: { type: array, items: { type: string } }
              required: [member]
              additionalProperties: false
            request:
              method: POST
              url: https://crm.example/v1/{{plan}}/members?day={{day}}
              headers:
                - { name: Authorization, value: "Bearer {{secret}}", secret: { env: CRM_KEY } }
                - { name: X-Plan, value: "{{plan}}" }
              body: { id: "{{member}}", on: "{{day}}", notes: "{{notes}}", says: "member {{member}}", size: 5 }
            timeout: 4s
            retries: 1
            idempotent: true
            hedge-after: 1s
            answer: { keep: [/slots/*/time], hide: /notes }
        """;

    [Fact]
    public void A_tool_is_read_as_it_is_written()
    {
        var tool = PolicyText.Compile($"{PolicyText.Whole}\n{Tool}").Policy!.Tools.Should().ContainSingle().Subject;

        tool.Should().BeEquivalentTo(
            new { Name = "find_member", Timeout = TimeSpan.FromSeconds(4), Retries = 1, IsIdempotent = true, HedgeAfter = TimeSpan.FromSeconds(1) },
            options => options.ExcludingMissingMembers());
        tool.Request.Method.Should().Be(ToolMethod.Post);
        tool.Request.Headers[0].Secret!.EnvironmentVariable.Should().Be("CRM_KEY");
        tool.Request.Body!.Places.Should().Equal("member", "day", "notes", "member");
        tool.Answer.Keep.Single().ToString().Should().Be("/slots/*/time");
        tool.Parameters.Required.Should().Equal("member");
    }

    [Fact]
    public void What_is_not_written_is_careful()
    {
        var tool = PolicyText.Compile($"{PolicyText.Whole}\ntools: [{{ name: ask, description: Asks., parameters: {{ type: object }}, request: {{ url: \"https://crm.example\" }} }}]").Policy!.Tools.Single();

        tool.IsIdempotent.Should().BeFalse();
        tool.HedgeAfter.Should().BeNull();
        tool.Timeout.Should().Be(TimeSpan.FromSeconds(5));
        tool.Retries.Should().Be(2);
        tool.Answer.Forward.Should().Be(ToolAnswerForward.Cleared);
        tool.Request.Should().BeEquivalentTo(new { Method = ToolMethod.Post, Body = (BodyTemplate?)null }, options => options.ExcludingMissingMembers());
    }

    [Fact]
    public void Every_error_of_a_tool_has_its_line()
    {
        PolicyText.ErrorsOf($$$"""
            {{{PolicyText.Whole}}}
            tools:
              - name: Find Member
                parameters: { type: object, properties: { member: { type: string, x-token: MEMBER_ID }, notes: { type: array } } }
                request:
                  method: GET
                  url: https://crm.example/{{member}}/{{notes}}?who={{whom}}
                  headers:
                    - { name: "X Id", value: a }
                    - { name: Host, value: a }
                    - { name: X-Api-Key, value: "12345" }
                    - { name: X-Member, value: "{{member}}" }
                    - { name: X-Secret, value: nothing, secret: { env: A } }
                    - { name: X-None }
                    - { name: X-Odd, value: "a\r\nb" }
                  body:
                    "{{member}}": 1
                    text: "all {{notes}}"
                    odd: "{{"
                    other: "{{membre}}"
                timeout: 8s
                hedge-after: 9s
                answer:
                  forward: everything
                  keep: [slots]
              - { name: end_call, description: "", parameters: 5, request: { url: "ftp://crm.example" } }
            """).Should().Equal(
            "8: tools.name is 'Find Member', but a name is made of lower-case letters, digits, hyphens and underscores, 63 at most, and begins with a letter",
            "8: tools.description is missing",
            "12: tools.request.url has {{member}}, for which a withheld value would stand: those go into the body alone, as URLs and headers are written to logs on their way",
            "12: tools.request.url has {{notes}}, which is no string, number or boolean",
            "12: tools.request.url has {{whom}}, of which nothing is known; there are: member, notes",
            "14: tools.request.headers.name is 'X Id', which is no header's name",
            "15: tools.request.headers.name is 'Host', which the proxy writes itself",
            "16: tools.request.headers.name is 'X-Api-Key', whose value is a secret: say where it stands, secret: { env: NAME } or { file: PATH }",
            "17: tools.request.headers.value has {{member}}, for which a withheld value would stand: those go into the body alone, as URLs and headers are written to logs on their way",
            "18: tools.request.headers.value has no {{secret}}, where the secret would stand",
            "19: tools.request.headers.value is missing: a header has a value, a secret, or both",
            "20: tools.request.headers.value is no header's value: printable ASCII, and braces around names alone",
            "22: tools.request.body has a name with a place, '{{member}}'; places are for values alone",
            "23: tools.request.body has {{notes}} amid text, but it is an object or an array: it must be the whole value",
            "24: tools.request.body has braces that enclose no name; write {{name}}",
            "25: tools.request.body has {{membre}}, of which nothing is known; did you mean 'member'?",
            "26: tools.timeout is 8s, but by failover.answer-timeout the call is given up after 8s",
            "27: tools.hedge-after would send a request twice that is not idempotent; write idempotent: true if it is",
            "29: tools.answer.forward is 'everything', but must be one of: cleared, outcome-only",
            "30: tools.answer.keep has 'slots', which is no JSON Pointer, such as /slots/*/time",
            "31: tools.parameters is no JSON Schema: the file must hold settings, written as 'key: value'",
            "31: tools.name is 'end_call', which is a tool of the proxy's own",
            "31: tools.description must not be empty",
            "31: tools.request.url is no web address, such as https://host/path");
    }

    [Theory]
    [InlineData("http://crm.example/", "would send what callers say unencrypted: http:// is for this machine alone; write https://")]
    [InlineData("https://me:word@crm.example/", "holds a password or key; give it by a header with a secret")]
    [InlineData("https://crm.example/?api_key=1", "holds a password or key; give it by a header with a secret")]
    [InlineData("https://{{plan}}.example/", "has a place in its scheme, host or port; arguments may stand in path and query alone")]
    [InlineData("https://crm.example:{{plan}}/", "is no web address, such as https://host/path")]
    [InlineData("https://crm.example/#{{plan}}", "is no web address, such as https://host/path")]
    [InlineData("https://crm.example/{{}}", "has braces that enclose no name; write {{name}}")]
    [InlineData("/members", "is no web address, such as https://host/path")]
    [InlineData("{{plan}}", "is no web address, such as https://host/path")]
    public void An_address_that_would_leak_or_can_be_chosen_by_an_argument_is_refused(string url, string why) =>
        PolicyText.ErrorsOf($"{PolicyText.Whole}\n{Tool.Replace("https://crm.example/v1/{{plan}}/members?day={{day}}", $"\"{url}\"", StringComparison.Ordinal)}")
            .Should().Equal($"21: tools.request.url {why}");

    [Theory]
    [InlineData("http://127.0.0.1:9/{{plan}}")]
    [InlineData("http://localhost/{{plan}}")]
    [InlineData("https://crm.example?plan={{plan}}")]
    public void Http_is_for_this_machine_alone(string url) =>
        PolicyText.ErrorsOf($"{PolicyText.Whole}\n{Tool.Replace("https://crm.example/v1/{{plan}}/members?day={{day}}", $"\"{url}\"", StringComparison.Ordinal)}").Should().BeEmpty();

    [Fact]
    public void Names_of_tools_are_unique() =>
        PolicyText.ErrorsOf($"{PolicyText.Whole}\n{Tool}\n{Tool[(Tool.IndexOf('\n', StringComparison.Ordinal) + 1)..]}")
            .Should().ContainSingle().Which.Should().EndWith("tools.name is 'find_member', as that of one before; names are unique");

    [Theory]
    [InlineData("tools: all")]
    [InlineData("tools: []")]
    public void What_is_no_list_of_tools_is_one_error(string line) =>
        PolicyText.ErrorsOf($"{PolicyText.Whole}\n{line}").Should().Equal("7: tools must be a list of sections, each beginning with '- '");

    [Theory]
    [InlineData("plain", "gold", "2026-03-14", "https://crm.example/v1/gold/members?day=2026-03-14")]
    [InlineData("signs of URLs", "a?b#c&d%", "e&f=g#h", "https://crm.example/v1/a%3Fb%23c%26d%25/members?day=e%26f%3Dg%23h")]
    [InlineData("a line break", "a\r\nb", "\r\nX: y", "https://crm.example/v1/a%0D%0Ab/members?day=%0D%0AX%3A%20y")]
    [InlineData("another place", "{{day}}", "{{plan}}", "https://crm.example/v1/%7B%7Bday%7D%7D/members?day=%7B%7Bplan%7D%7D")]
    [InlineData("beyond ASCII", "ä", "日", "https://crm.example/v1/%C3%A4/members?day=%E6%97%A5")]
    [InlineData("up in the query alone", "gold", "../..", "https://crm.example/v1/gold/members?day=..%2F..")]
    [InlineData("up", "..", "", null)]
    [InlineData("here", ".", "", null)]
    [InlineData("up and on", "../admin", "", null)]
    [InlineData("up and on, the other way", "..\\admin", "", null)]
    [InlineData("nothing", "", "", null)]
    [InlineData("up, encoded", "%2e%2e", "", "https://crm.example/v1/%252e%252e/members?day=")]
    public void An_argument_stays_where_it_was_put_in_a_URL(string label, string plan, string day, string? url)
    {
        UrlTemplate.TryParse("https://crm.example/v1/{{plan}}/members?day={{day}}", out var template, out _).Should().BeTrue();

        template!.Fill(place => place == "plan" ? plan : day)?.AbsoluteUri.Should().Be(url, label);
        template.Fill(place => place == "plan" ? plan : day).Should().Match(filled => filled == null == (url == null), label);
    }

    [Fact]
    public void The_path_cannot_be_left_by_what_stands_beside_a_place()
    {
        UrlTemplate.TryParse("https://crm.example/v1/.{{a}}/x", out var template, out _).Should().BeTrue();

        template!.Fill(_ => ".").Should().BeNull();
    }
}
