using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;
using CompliantVoiceProxy.Agents;
using CompliantVoiceProxy.Compliance.Tools;
using CompliantVoiceProxy.Media.Tools.BackEnds;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Policies.Tools;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Media.Tools;

/// <summary>Fills a policy's request in: arguments of the AI in URL and headers where nothing in them has to be kept back, values of the call in the body alone, secrets in headers alone.</summary>
/// <remarks>One a call, of its loop.</remarks>
/// <param name="readSecret">The secret that a policy refers to; null where it is not there.</param>
internal sealed class RequestWriter(ArgumentValues values, Func<SecretReference?, Sensitive<string>?> readSecret)
{
    /// <summary>A tool's request, of arguments that its schema takes.</summary>
    /// <param name="problem">When there is no request: an argument would say in the open what is kept back, or change what it is put into; or a secret is not there.</param>
    public bool TryWrite(ToolPolicy tool, JsonElement arguments, [NotNullWhen(true)] out BackEndRequest? request, out ToolOutcome problem)
    {
        var filled = new Dictionary<string, JsonElement?>(StringComparer.Ordinal); // each once, as a security code is used once
        return TryWrite(
            tool.Request, owner: tool, tool.Name, new BackEndPatience(tool.Timeout, tool.Retries, tool.IsIdempotent, tool.HedgeAfter),
            open: place => OpenText(place, arguments, tool.Parameters.Properties[place]),
            inBody: place => filled.TryGetValue(place, out var known) ? known : filled[place] = InBody(place, arguments, tool.Parameters.Properties[place]),
            out request, out problem);
    }

    /// <summary>A request whose places are filled by whoever asks for it.</summary>
    /// <param name="open">For URL and headers: null when the value may not stand there, empty when there is none.</param>
    /// <param name="inBody">Null when there is none.</param>
    public bool TryWrite(
        ToolRequest template, object owner, string name, BackEndPatience patience, Func<string, string?> open, Func<string, JsonElement?> inBody,
        [NotNullWhen(true)] out BackEndRequest? request, out ToolOutcome problem)
    {
        (request, problem) = (null, ToolOutcome.InvalidArguments);
        var secrets = template.Headers.Select(header => readSecret(header.Secret)).ToArray();
        if (template.Headers.Zip(secrets).Any(pair => pair.First.Secret is not null && pair.Second is null))
        {
            problem = ToolOutcome.Unavailable;
            return false;
        }

        var headers = template.Headers.Zip(secrets, (header, secret) => Header(header, secret, open)).ToList();
        if (headers.Contains(null) || template.Url.Places.Any(place => open(place) is null) || template.Url.Fill(place => open(place)!) is not { } url)
        {
            return false;
        }

        request = new BackEndRequest
        {
            Owner = owner,
            Tool = name,
            Method = HttpMethod.Parse(template.Method.ToString().ToUpperInvariant()),
            Url = url,
            Headers = [.. headers.Select(header => header!.Value)],
            Body = template.Body is { } body ? new Sensitive<byte[]>(body.Fill(inBody)) : null,
            Patience = patience,
        };
        return true;
    }

    /// <returns>Null when an argument may not stand there.</returns>
    private static (string Name, Sensitive<string> Value)? Header(ToolHeader header, Sensitive<string>? secret, Func<string, string?> open)
    {
        string? OpenOrSecret(string place) => place == ToolHeader.SecretPlace && secret is { } read ? read.Reveal() : open(place);
        if (header.Value.Places.Any(place => OpenOrSecret(place) is null))
        {
            return null;
        }

        var value = header.Value.Fill(place => OpenOrSecret(place)!);
        return value.AsSpan().ContainsAnyExceptInRange(' ', '~')
            ? null // a line break would begin another header
            : (header.Name, new Sensitive<string>(value));
    }

    /// <summary>What the operator wrote down himself may be seen; anything else is looked at.</summary>
    private string? OpenText(string place, JsonElement arguments, ArgumentSchema schema)
    {
        if (!arguments.TryGetProperty(place, out var argument))
        {
            return "";
        }

        var text = argument.ToString();
        return !schema.Values.IsEmpty || argument.ValueKind is JsonValueKind.True or JsonValueKind.False || values.MayBeSeen(place, text) ? text : null;
    }

    private JsonElement? InBody(string place, JsonElement arguments, ArgumentSchema schema) =>
        arguments.TryGetProperty(place, out var argument) ? JsonElement.Parse(Filled(argument, schema)?.ToJsonString() ?? "null") : null;

    private JsonNode? Filled(JsonElement argument, ArgumentSchema? schema) => argument.ValueKind switch
    {
        JsonValueKind.String when schema is { TokenTypes.IsEmpty: false } => JsonValue.Create(values.Use(argument.GetString()!)),
        JsonValueKind.String => JsonValue.Create(values.FillIn(argument.GetString()!)),
        JsonValueKind.Array => new JsonArray([.. argument.EnumerateArray().Select(item => Filled(item, schema?.Items))]),
        JsonValueKind.Object => new JsonObject(argument.EnumerateObject().Select(member => KeyValuePair.Create(member.Name, Filled(member.Value, schema?.Properties.GetValueOrDefault(member.Name))))),
        _ => JsonNode.Parse(argument.GetRawText()),
    };
}
