using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Runtime.ExceptionServices;
using System.Text;
using Microsoft.Extensions.Logging;

namespace CompliantVoiceProxy.Media.Tests.Sessions;

/// <summary>What a caller says is planted and then looked for wherever it must not be.</summary>
public sealed class CanaryTests
{
    private static readonly string[] Canaries =
        ["4539148034267913", "4539 1480", "3426 7913", "45391480", "34267913", "078-05-1120", "078051120", "05-1120", "Margaret", "Whitfield", "four five three nine", "seven nine one three"];

    [Theory]
    [InlineData("My name is Margaret Whitfield, my card number is 4539 1480 3426 7913 and my social security number is 078-05-1120.")]
    [InlineData("this is margaret whitfield my card is four five three nine one four eight zero three four two six seven nine one three")]
    public async Task What_a_caller_says_of_themselves_is_in_no_log_metric_audit_record_exception_or_frame(string said)
    {
        var written = new ConcurrentQueue<string>();
        using var loggers = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(new LogCollector(written)));
        using var meters = CollectMetrics(written);
        EventHandler<FirstChanceExceptionEventArgs> onException = (_, thrown) => written.Enqueue(thrown.Exception.ToString());
        AppDomain.CurrentDomain.FirstChanceException += onException;
        try
        {
            await using var call = await MediaPlaneFixture.StartAsync(
                new FakeTranscriber((interval, _) => FakeTranscriber.Confident(said, interval)), loggers: loggers);
            await using (var caller = await call.CallAsync())
            {
                await caller.SayAsync(SpeechModels.TestAudio("patient-4-card.wav"));
                await caller.HearAsync(0, TimeSpan.FromSeconds(20));
            }

            await call.Plane.CloseAsync(call.CallId, TestContext.Current.CancellationToken);
            foreach (var text in call.TextsAtAgent)
            {
                written.Enqueue(text);
            }

            foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(call.AuditPath)!))
            {
                written.Enqueue(Encoding.Latin1.GetString(await ReadSharedAsync(file)));
            }

            call.TextsAtAgent.Should().Contain(text => text.Contains("[CREDIT_CARD_1]", StringComparison.Ordinal), "the turn did reach the AI");
        }
        finally
        {
            AppDomain.CurrentDomain.FirstChanceException -= onException;
        }

        written.Should().NotBeEmpty();
        foreach (var canary in Canaries)
        {
            written.Where(text => text.Contains(canary, StringComparison.OrdinalIgnoreCase)).Should().BeEmpty("\"{0}\" was planted", canary);
        }
    }

    private static async Task<byte[]> ReadSharedAsync(string path)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[file.Length];
        await file.ReadExactlyAsync(bytes, TestContext.Current.CancellationToken);
        return bytes;
    }

    private static MeterListener CollectMetrics(ConcurrentQueue<string> written)
    {
        var listener = new MeterListener { InstrumentPublished = (instrument, listener) => listener.EnableMeasurementEvents(instrument) };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => written.Enqueue(Describe(instrument, value, tags)));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => written.Enqueue(Describe(instrument, value, tags)));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => written.Enqueue(Describe(instrument, value, tags)));
        listener.Start();
        return listener;
    }

    private static string Describe<T>(Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        $"{instrument.Meter.Name} {instrument.Name} {string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))}"
        + (instrument.Meter.Name.StartsWith("CompliantVoiceProxy", StringComparison.Ordinal) ? $" {value}" : "");
}
