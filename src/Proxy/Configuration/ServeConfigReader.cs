using System.Collections.Immutable;
using System.Net;
using CompliantVoiceProxy.Policies.Reading;

namespace CompliantVoiceProxy.Proxy.Configuration;

/// <summary>Reads <c>cvp.yaml</c>. Says which settings there are and what values they may have; what holds for one that is not written stands in <see cref="ServeConfig"/> alone.</summary>
internal static class ServeConfigReader
{
    private const string StoreScheme = "sqlite:";

    /// <summary>Reads a file. What is wrong with it, unreadable included, is among the errors.</summary>
    public static ServeConfigReading ReadFile(string path)
    {
        try
        {
            return Read(File.ReadAllBytes(path), Path.GetDirectoryName(Path.GetFullPath(path)) ?? "/");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return new ServeConfigReading(null, [new ConfigError(1, "the file cannot be read")]);
        }
    }

    /// <param name="folder">What paths in the file are relative to.</param>
    public static ServeConfigReading Read(ReadOnlySpan<byte> utf8, string folder)
    {
        var reading = new ConfigReading();
        var config = Read(reading, utf8, folder);
        return new ServeConfigReading(reading.HasErrors ? null : config, reading.Errors);
    }

    private static ServeConfig Read(ConfigReading reading, ReadOnlySpan<byte> utf8, string folder)
    {
        using var top = reading.Open(utf8);
        var config = new ServeConfig();
        config = Sip(top, config);
        config = Media(top, config);
        config = config with
        {
            PoliciesFolder = Path.Combine(folder, top.Text("policies") ?? config.PoliciesFolder),
            DefaultTenant = top.Text("default-tenant"),
        };
        config = Audit(top, config, folder);
        config = Admin(top, config) with { HandoffReaders = HandoffConfigReader.Read(top, folder) };
        config = Speech(top, config) with { Monitor = MonitorConfigReader.Read(top, folder) };
        config = Limits(top, config);
        if (config is { Monitor: not null, MaximumCalls: 1 })
        {
            top.Report("monitor", "needs limits.calls of 2 or more, as it leaves room for a caller");
        }

        return config;
    }

    private static ServeConfig Sip(ConfigSection top, ServeConfig config)
    {
        using var sip = top.Section("sip");
        var advertise = sip.Text("advertise");
        var listen = ImmutableArray.CreateBuilder<IPEndPoint>();
        foreach (var text in sip.Texts("listen"))
        {
            if (!text.Text.StartsWith("udp:", StringComparison.Ordinal) || !Endpoint.TryParse(text.Text["udp:".Length..], out var endpoint))
            {
                sip.Report("listen", text, $"has '{text.Text}', but is written udp:ADDRESS:PORT, such as udp:127.0.0.1:5060");
            }
            else if (advertise is null && Endpoint.IsAny(endpoint.Address))
            {
                sip.Report("listen", text, $"has '{text.Text}', which is every address of this machine: say in sip.advertise which host peers shall be told");
            }
            else
            {
                listen.Add(endpoint);
            }
        }

        return config with { SipListen = listen.Count > 0 ? listen.ToImmutable() : config.SipListen, SipAdvertise = advertise };
    }

    private static ServeConfig Media(ConfigSection top, ServeConfig config)
    {
        using var media = top.Section("media");
        return config with
        {
            MediaAddress = MediaAddress(media, config.MediaAddress),
            MediaPorts = media.Value("ports", config.MediaPorts, "a range such as 20000-20999, of two ports or more above 1023", PortRange.TryParse),
            RtpTimeout = media.Duration("rtp-timeout", config.RtpTimeout, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(10)),
        };
    }

    private static IPAddress MediaAddress(ConfigSection media, IPAddress safe)
    {
        var address = media.Value<IPAddress>("address", safe, "an address of this machine, such as 127.0.0.1", IPAddress.TryParse!);
        if (!Endpoint.IsAny(address))
        {
            return address;
        }

        media.Report("address", "must be one address, as callers are told to send to it");
        return safe;
    }

    private static ServeConfig Audit(ConfigSection top, ServeConfig config, string folder)
    {
        using var audit = top.Section("audit");
        var store = audit.Text("store");
        if (store is not null && (!store.StartsWith(StoreScheme, StringComparison.Ordinal) || store.Length == StoreScheme.Length))
        {
            audit.Report("store", $"is '{store}', but is written {StoreScheme}PATH, such as {StoreScheme}./audit/audit.db");
            store = null;
        }

        return config with { AuditStorePath = Path.Combine(folder, store?[StoreScheme.Length..] ?? config.AuditStorePath) };
    }

    private static ServeConfig Admin(ConfigSection top, ServeConfig config)
    {
        using var admin = top.Section("admin");
        if (admin.Text("listen") is not { } text)
        {
            return config;
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not "http" || url.PathAndQuery is not "/"
            || !Endpoint.TryParse($"{(url.Host is "localhost" ? "127.0.0.1" : url.Host)}:{url.Port}", out var endpoint))
        {
            admin.Report("listen", $"is '{text}', but is written http://ADDRESS:PORT, such as http://127.0.0.1:8080");
            return config;
        }

        if (!IPAddress.IsLoopback(endpoint.Address))
        {
            admin.Report("listen", "must be this machine's loopback, as what is served there asks for no password");
        }

        return config with { AdminListen = endpoint };
    }

    private static ServeConfig Speech(ConfigSection top, ServeConfig config)
    {
        using var speech = top.Section("speech");
        return config with
        {
            SpeechModel = speech.Choice("model", config.SpeechModel),
            SpeechWorkers = speech.Whole("workers", config.SpeechWorkers, 1, 256),
        };
    }

    private static ServeConfig Limits(ConfigSection top, ServeConfig config)
    {
        using var limits = top.Section("limits");
        return config with
        {
            MaximumCalls = limits.Whole("calls", config.MaximumCalls, 1, 10_000),
            DrainTime = limits.Duration("drain", config.DrainTime, TimeSpan.Zero, TimeSpan.FromHours(1)),
        };
    }
}
