using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Audit;
using CompliantVoiceProxy.Probe.Caller;
using CompliantVoiceProxy.Proxy.Demo;
using CompliantVoiceProxy.Proxy.Monitor;
using CompliantVoiceProxy.Sip;
using CompliantVoiceProxy.Sip.Messages;

namespace CompliantVoiceProxy.Proxy.Commands;

/// <summary><c>cvp monitor --call SIP-URI</c>: dummy calls from outside. What it cannot see (which sound is a filler, what left for the voice AI) the monitor of <c>serve</c> sees.</summary>
internal static class MonitorCommand
{
    public static Command Create()
    {
        var target = new Option<string>("--call") { Required = true, Description = "Whom to call, such as sip:clinic@127.0.0.1:5060; over UDP." };
        var tenant = new Option<string?>("--tenant") { Description = "The tenant's name: for what is printed, and to find the call in the audit log." };
        var audit = new Option<FileInfo?>("--audit") { Description = "The audit log of the proxy that is called, where it is on this machine: tells how much was masked." };
        var within = new Option<double>("--answer-within") { DefaultValueFactory = _ => 1.5, Description = "An answer that takes longer is late; in seconds." };
        var once = new Option<bool>("--once") { Description = "One call, as without --every." };
        var every = new Option<string?>("--every") { Description = "Call again and again, so often, such as 60s or 5m; until stopped." };
        var json = new Option<bool>("--json") { Description = "Print one JSON object a call." };
        var command = new Command("monitor", "Call, say test numbers, and judge how soon the answers come.") { target, tenant, audit, within, once, every, json };
        command.SetAction((parsed, cancellationToken) =>
        {
            if (!SipUri.TryParse(parsed.GetValue(target)!, out var uri) || uri.Scheme != "sip")
            {
                return Task.FromResult(Fail("--call takes a SIP URI; it looks like sip:clinic@127.0.0.1:5060."));
            }

            TimeSpan? interval = null;
            if (parsed.GetValue(every) is { } written && (interval = ReadInterval(written)) is null || (interval is not null && parsed.GetValue(once)))
            {
                return Task.FromResult(Fail("--every takes a time such as 60s or 5m, from 1s to 1h, and not together with --once."));
            }

            if (parsed.GetValue(within) is not (> 0 and <= 10))
            {
                return Task.FromResult(Fail("--answer-within takes a number of seconds, more than 0 and at most 10."));
            }

            var plan = new Plan(uri, parsed.GetValue(tenant), parsed.GetValue(audit), TimeSpan.FromSeconds(parsed.GetValue(within)), interval, parsed.GetValue(json));
            return RunAsync(plan, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(Plan plan, CancellationToken cancellationToken)
    {
        try
        {
            var script = MonitorScript.Read();
            var address = await SipPhone.AddressTowardsAsync(plan.Target, cancellationToken);
            await using var phone = SipPhone.Start(new SipPhoneOptions { Address = address }, TimeProvider.System);
            var isGood = true;
            do
            {
                var begun = TimeProvider.System.GetTimestamp();
                isGood &= await CallAsync(plan, phone, script, cancellationToken);
                var rest = plan.Every - TimeProvider.System.GetElapsedTime(begun);
                await Task.Delay(rest > TimeSpan.Zero ? rest.Value : TimeSpan.Zero, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            while (plan.Every is not null && !cancellationToken.IsCancellationRequested);
            return isGood ? ExitCode.Done : ExitCode.CheckFailed;
        }
        catch (SipTargetException)
        {
            return Fail("The target has no address that can be reached from here.");
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ExitCode.CheckFailed; // stopped in mid-call: nothing can be said of it
        }
        catch (Exception wrong) when (wrong is WavFormatException or IOException or UnauthorizedAccessException or SocketException or AuditUnavailableException)
        {
            return Fail(wrong.Message);
        }
    }

    /// <returns>Whether the verdict is good.</returns>
    private static async Task<bool> CallAsync(Plan plan, SipPhone phone, ImmutableArray<TestUtterance> script, CancellationToken cancellationToken)
    {
        var begun = TimeProvider.System.GetUtcNow();
        var turns = await new DummyCall(phone, script, observed: null, TimeProvider.System).RunAsync(plan.Target, new PhoneCallOptions(), cancellationToken);
        var outcome = new DummyOutcome
        {
            Turns = turns,
            TurnsMeant = script.Length,
            Masked = plan.Audit is { } store ? Masked(store.FullName, plan.Tenant, begun) : null,
        };
        var verdict = outcome.Judge(plan.AnswerWithin);
        var account = MonitorJson.From(begun, plan.Tenant, verdict, outcome);
        Console.WriteLine(plan.IsJson ? JsonSerializer.Serialize(account, MonitorJsonContext.Default.MonitorJson) : Describe(account));
        return verdict is MonitorVerdict.Good;
    }

    /// <returns>Null where several calls began since, or none: which one is ours cannot be told then.</returns>
    private static TimeSpan? Masked(string store, string? tenant, DateTimeOffset begun)
    {
        var calls = new List<Guid>();
        using (var reader = SqliteAuditReader.Open(store))
        {
            foreach (var record in reader.Read(new AuditRange { From = begun }))
            {
                var members = record.ReadEvent();
                if (record.CallId is { } call && members.GetProperty("type").GetString() == "call-started" && (tenant is null || members.GetProperty("tenant").GetString() == tenant))
                {
                    calls.Add(call);
                }
            }
        }

        return calls is [var only] ? MaskedTime.Of(ReleasedStretch.Read(store, new AuditRange { CallId = only, From = begun })) : null;
    }

    private static string Describe(MonitorJson account) => string.Create(
        CultureInfo.InvariantCulture,
        $"{account.At:HH:mm:ss}Z {(account.Tenant is null ? "" : $"{account.Tenant}: ")}{account.Verdict}; {account.Turns.Length} of {account.TurnsMeant} turns; {Times(account)}{(account.MaskedMs is { } masked ? $"; masked {masked / 1000:0.0} s" : "")}");

    private static string Times(MonitorJson account) =>
        string.Join(", ", account.Turns.Select(turn => turn is { AnswerMs: { } answer, WholeMs: { } whole }
            ? string.Create(CultureInfo.InvariantCulture, $"answer after {answer:0} ms, turn {whole / 1000:0.0} s")
            : "no answer"));

    private static TimeSpan? ReadInterval(string text)
    {
        if (text.Length < 2 || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is < 1 or > 3600)
        {
            return null;
        }

        return text[^1] switch
        {
            's' => TimeSpan.FromSeconds(count),
            'm' when count <= 60 => TimeSpan.FromMinutes(count),
            _ => null,
        };
    }

    private static int Fail(string message)
    {
        Console.Error.WriteLine(message);
        return ExitCode.WrongUse;
    }

    /// <param name="Every">Null for one call.</param>
    private sealed record Plan(SipUri Target, string? Tenant, FileInfo? Audit, TimeSpan AnswerWithin, TimeSpan? Every, bool IsJson);
}
