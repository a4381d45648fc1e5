using System.Collections.Immutable;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Policies.Reading;

namespace CompliantVoiceProxy.Proxy.Configuration;

/// <summary>Reads <c>monitor:</c> of <c>cvp.yaml</c>.</summary>
internal static class MonitorConfigReader
{
    private const string All = "all";

    /// <returns>Null when it is not written: nobody is called.</returns>
    public static MonitorConfig? Read(ConfigSection top, string folder)
    {
        using var monitor = top.Section("monitor");
        var config = new MonitorConfig();
        config = config with
        {
            Every = monitor.Duration("every", config.Every, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
            Tenants = Tenants(monitor),
            AnswerWithin = monitor.Duration("answer-within", config.AnswerWithin, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(10)),
            Webhook = Webhook(monitor, folder),
        };
        return monitor.IsWritten ? config : null;
    }

    private static ImmutableArray<string> Tenants(ConfigSection monitor)
    {
        ImmutableArray<string> names = [.. monitor.Texts("tenants").Select(text => text.Text)];
        return names is [All] ? [] : names;
    }

    private static MonitorWebhookConfig? Webhook(ConfigSection monitor, string folder)
    {
        using var webhook = monitor.Section("webhook");
        var url = webhook.RequiredText("url");
        var secret = SecretReferenceReader.Read(webhook, "secret", folder);
        if (!webhook.IsWritten)
        {
            return null;
        }

        if (!Uri.TryCreate(url, UriKind.Absolute, out var parsed) || !IsSafe(parsed))
        {
            webhook.Report("url", "must be an https URL without a user, or http on this machine's loopback");
            return null;
        }

        if (secret is null)
        {
            webhook.Report("secret", "is missing: say where it stands, { env: NAME } or { file: PATH }");
            return null;
        }

        return new MonitorWebhookConfig(parsed, secret);
    }

    private static bool IsSafe(Uri url) =>
        url.UserInfo.Length == 0 && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback));
}
