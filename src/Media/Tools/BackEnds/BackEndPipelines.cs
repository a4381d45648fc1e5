using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polly.Hedging;
using Polly.Retry;
using Polly.Timeout;

namespace CompliantVoiceProxy.Media.Tools.BackEnds;

/// <summary>
/// Asks back ends with patience: circuit breaker around time-out around retries around hedging. The breaker is a tool's, shared by all calls of its
/// tenant, and goes with the policy's revision: when half of four or more requests within 30 s failed it opens for 15 s, and then lets one try. Where a
/// request is not idempotent it is tried again only when it was not sent at all.
/// </summary>
/// <remarks>One a process. Thread-safe.</remarks>
internal sealed class BackEndPipelines(BackEndClient client, TimeProvider time, ILogger log) : IDisposable
{
    private readonly ConditionalWeakTable<object, ResiliencePipeline<BackEndReply>> _pipelines = [];

    /// <exception cref="OperationCanceledException">The call is over.</exception>
    public async Task<BackEndReply> AskAsync(BackEndRequest request, CancellationToken cancellationToken)
    {
        var attempts = 0;
        var pipeline = _pipelines.GetValue(request.Owner, _ => Build(request.Patience));
        BackEndReply reply;
        try
        {
            reply = await pipeline.ExecuteAsync(
                async token =>
                {
                    Interlocked.Increment(ref attempts);
                    return await AttemptAsync(request, token);
                },
                cancellationToken);
        }
        catch (BrokenCircuitException)
        {
            reply = new BackEndReply { Outcome = BackEndOutcome.CircuitOpen };
        }
        catch (TimeoutRejectedException)
        {
            reply = new BackEndReply { Outcome = BackEndOutcome.TimedOut };
        }

        return reply with { Attempts = Volatile.Read(ref attempts) };
    }

    public void Dispose() => client.Dispose();

    private async ValueTask<BackEndReply> AttemptAsync(BackEndRequest request, CancellationToken cancellationToken)
    {
        var startedAt = time.GetTimestamp();
        var outcome = BackEndOutcome.TimedOut;
        try
        {
            var reply = await client.SendAsync(request, cancellationToken);
            outcome = reply.Outcome;
            return reply;
        }
        finally
        {
            Log.BackEndAsked(log, request.Tool, outcome, (long)time.GetElapsedTime(startedAt).TotalMilliseconds);
        }
    }

    private ResiliencePipeline<BackEndReply> Build(BackEndPatience patience)
    {
        var builder = new ResiliencePipelineBuilder<BackEndReply> { TimeProvider = time };
        builder.AddCircuitBreaker(new CircuitBreakerStrategyOptions<BackEndReply>
        {
            FailureRatio = 0.5,
            MinimumThroughput = 4,
            SamplingDuration = TimeSpan.FromSeconds(30),
            BreakDuration = TimeSpan.FromSeconds(15),
            ShouldHandle = args => ValueTask.FromResult(args.Outcome.Exception is TimeoutRejectedException || args.Outcome.Result is { IsFailure: true }),
        });
        builder.AddTimeout(new TimeoutStrategyOptions { Timeout = patience.Timeout });
        if (patience.Retries > 0)
        {
            builder.AddRetry(new RetryStrategyOptions<BackEndReply>
            {
                MaxRetryAttempts = patience.Retries,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = TimeSpan.FromMilliseconds(100),
                MaxDelay = TimeSpan.FromSeconds(1),
                ShouldHandle = args => ValueTask.FromResult(args.Outcome.Result is { } reply && MayAskAgain(reply, patience)),
            });
        }

        if (patience is { HedgeAfter: { } delay, IsIdempotent: true })
        {
            builder.AddHedging(new HedgingStrategyOptions<BackEndReply>
            {
                MaxHedgedAttempts = 1,
                Delay = delay,
                ShouldHandle = args => ValueTask.FromResult(args.Outcome.Result is { } reply && MayAskAgain(reply, patience)),
            });
        }

        return builder.Build();
    }

    private static bool MayAskAgain(BackEndReply reply, BackEndPatience patience) =>
        reply.Outcome is BackEndOutcome.NotReached || (patience.IsIdempotent && reply.IsFailure);
}
