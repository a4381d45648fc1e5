using System.CommandLine;
using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Probe.Caller;
using CompliantVoiceProxy.Rtp.Sdp;
using CompliantVoiceProxy.Sip;
using CompliantVoiceProxy.Sip.Messages;

namespace CompliantVoiceProxy.Proxy.Commands;

/// <summary><c>cvp call SIP-URI</c>: a client of its own that plays a WAV into a call and records what it hears.</summary>
internal static class CallCommand
{
    private static readonly TimeSpan KeyTime = TimeSpan.FromMilliseconds(120);
    private static readonly TimeSpan QuietBeforeHangUp = TimeSpan.FromSeconds(5);

    public static Command Create()
    {
        var target = new Argument<string>("SIP-URI") { Description = "Whom to call, such as sip:clinic@127.0.0.1:5060; over UDP." };
        var play = new Option<FileInfo?>("--play") { Description = "A WAV to play once the call is answered: mono, 8, 16, 24 or 48 kHz." };
        var record = new Option<FileInfo?>("--record") { Description = "Where to write what is heard, as an 8 kHz WAV that begins with the answer (readable by you alone)." };
        var codec = new Option<string?>("--codec") { Description = "Offer this one alone: pcmu or pcma. Without it both." };
        codec.AcceptOnlyFromAmong("pcmu", "pcma");
        var keys = new Option<string?>("--dtmf") { Description = "Keys and the seconds after the answer at which they are pressed, such as 2:1,2.5:7." };
        var duration = new Option<double?>("--duration") { Description = "Hang up so many seconds after the answer. Without it: when all is played and the other side has been quiet for 5 s." };
        var json = new Option<bool>("--json") { Description = "Print one JSON object at the end instead of lines." };
        var command = new Command("call", "Place a SIP call, play a WAV, press keys and record what is heard.") { target, play, record, codec, keys, duration, json };
        command.SetAction((parsed, cancellationToken) =>
        {
            if (!SipUri.TryParse(parsed.GetValue(target)!, out var uri) || uri.Scheme != "sip")
            {
                return Task.FromResult(Fail("The first argument is no SIP URI; it looks like sip:clinic@127.0.0.1:5060."));
            }

            if (!PressedKey.TryParseAll(parsed.GetValue(keys) ?? "", out var pressed))
            {
                return Task.FromResult(Fail("--dtmf takes SECONDS:KEY, separated by commas, such as 2:1,2.5:#; keys are 0-9, *, # and A-D."));
            }

            if (parsed.GetValue(duration) is <= 0 or double.NaN or > 86_400)
            {
                return Task.FromResult(Fail("--duration takes a number of seconds, more than 0 and at most a day."));
            }

            var plan = new CallPlan
            {
                Target = uri,
                Play = parsed.GetValue(play),
                Record = parsed.GetValue(record),
                Formats = parsed.GetValue(codec) switch { "pcmu" => [PayloadFormat.Pcmu], "pcma" => [PayloadFormat.Pcma], _ => [PayloadFormat.Pcmu, PayloadFormat.Pcma] },
                Keys = pressed,
                Duration = parsed.GetValue(duration) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
                IsJson = parsed.GetValue(json),
            };
            return RunAsync(plan, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(CallPlan plan, CancellationToken cancellationToken)
    {
        try
        {
            var sound = plan.Play is null ? null : WavFile.Read(plan.Play.FullName);
            if (plan.Record is { Directory.Exists: false })
            {
                return Fail($"{plan.Record}: its folder does not exist.");
            }

            var address = await SipPhone.AddressTowardsAsync(plan.Target, cancellationToken);
            await using var phone = SipPhone.Start(new SipPhoneOptions { Address = address }, TimeProvider.System);
            await using var call = await phone.CallAsync(plan.Target, new PhoneCallOptions { Formats = [.. plan.Formats, PayloadFormat.TelephoneEvents] }, cancellationToken);
            var account = await ConductAsync(call, plan, sound, cancellationToken);
            if (plan.Record is not null && account.Answered)
            {
                call.Recording().Write(plan.Record.FullName);
            }

            if (plan.IsJson)
            {
                Console.WriteLine(JsonSerializer.Serialize(account, CallJsonContext.Default.CallJson));
            }

            return account.Answered ? ExitCode.Done : ExitCode.CheckFailed;
        }
        catch (SipTargetException)
        {
            return Fail("The target has no address that can be reached from here.");
        }
        catch (Exception wrong) when (wrong is WavFormatException or IOException or UnauthorizedAccessException or SocketException)
        {
            return Fail(wrong.Message);
        }
    }

    /// <summary>From the INVITE to the end of the call.</summary>
    private static async Task<CallJson> ConductAsync(PhoneCall call, CallPlan plan, WavFile? sound, CancellationToken cancellationToken)
    {
        await using var interrupted = cancellationToken.Register(call.HangUp);
        using var over = new CancellationTokenSource();
        var telling = TellAsync(call, plan.IsJson);
        PlayedSound? played = null;
        if (await call.Answered)
        {
            var answeredAt = call.Elapsed;
            var pressing = PressAsync(call, plan.Keys, answeredAt, over.Token);
            var hangingUp = plan.Duration is { } duration ? HangUpAsync(call, answeredAt + duration, over.Token) : Task.CompletedTask;
            try
            {
                played = sound is null ? null : await call.PlayAsync(sound, CancellationToken.None);
                await pressing;
                if (plan.Duration is null && (sound is not null || !plan.Keys.IsEmpty))
                {
                    await WaitForQuietAsync(call);
                    call.HangUp();
                }
            }
            catch (OperationCanceledException)
            {
                // The call ended before all was played.
            }

            await call.Ended;
            await over.CancelAsync();
            await Task.WhenAll(pressing, hangingUp);
        }

        return CallJson.From(await telling, played, call.Figures(), plan.Record?.FullName);
    }

    private static async Task PressAsync(PhoneCall call, IEnumerable<PressedKey> keys, TimeSpan answeredAt, CancellationToken over)
    {
        foreach (var (at, key) in keys)
        {
            if (!await WaitUntilAsync(call, answeredAt + at, over))
            {
                return;
            }

            if (!call.TryPress([key], KeyTime))
            {
                Console.Error.WriteLine("The other side takes no telephone events: the key was not sent.");
            }
        }
    }

    private static async Task HangUpAsync(PhoneCall call, TimeSpan at, CancellationToken over)
    {
        if (await WaitUntilAsync(call, at, over))
        {
            call.HangUp();
        }
    }

    /// <summary>Returns when the other side has said nothing for a while.</summary>
    private static async Task WaitForQuietAsync(PhoneCall call)
    {
        while (await call.NextSpeechAsync(QuietBeforeHangUp, CancellationToken.None) is not null)
        {
            // It spoke: once more.
        }
    }

    /// <returns>False when the call was over before.</returns>
    private static async Task<bool> WaitUntilAsync(PhoneCall call, TimeSpan at, CancellationToken over)
    {
        try
        {
            var wait = at - call.Elapsed;
            await Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, over);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Prints what happens as it happens, and keeps it.</summary>
    private static async Task<List<PhoneEvent>> TellAsync(PhoneCall call, bool isSilent)
    {
        var events = new List<PhoneEvent>();
        await foreach (var happened in call.Events.ReadAllAsync(CancellationToken.None))
        {
            events.Add(happened);
            if (!isSilent)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{happened.At.TotalSeconds,8:0.000} s  {Describe(happened)}"));
            }
        }

        return events;
    }

    private static string Describe(PhoneEvent happened) => happened switch
    {
        CallProgressed progress => $"{progress.Status} {SipReasonPhrases.For(progress.Status)}",
        CallAnswered => "answered",
        AudioHeard => "first audio heard",
        FarSpeechStarted => "the other side speaks",
        FarSpeechEnded ended => string.Create(CultureInfo.InvariantCulture, $"the other side is quiet since {ended.Speech.End.TotalSeconds:0.000} s"),
        KeyHeard => "the other side pressed a key",
        TransferAsked => "the other side asks this phone to call somebody else",
        CallEnded { Status: { } status } => $"refused: {status} {SipReasonPhrases.For(status)}",
        CallEnded end => $"ended: {CallJson.NameOf(end.Reason)}",
        _ => happened.GetType().Name,
    };

    private static int Fail(string message)
    {
        Console.Error.WriteLine(message);
        return ExitCode.WrongUse;
    }
}
