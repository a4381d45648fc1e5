using System.Collections.Immutable;
using CompliantVoiceProxy.Agents;
using CompliantVoiceProxy.Media.Turns;

namespace CompliantVoiceProxy.Media.Sessions;

/// <summary>The call's session with a voice AI, and the one that is being opened in its place.</summary>
/// <remarks>One a call, of its loop. The release lane owns the session that it sends to; what never came to it is given back here.</remarks>
internal sealed class AgentLink(MediaSessionParts parts, Action<SessionMail> post) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Task _connecting = Task.CompletedTask;
    private int _asked;

    /// <summary>Null while there is none.</summary>
    public IAgentSession? Session { get; private set; } = parts.Agent;

    /// <summary>Counted from 1, the first included.</summary>
    public int Attempts { get; private set; } = 1;

    /// <summary>The session has closed.</summary>
    public void Lose() => Session = null;

    /// <summary>Opens a session; <see cref="AgentConnected"/> comes back, unless another one is asked for before.</summary>
    /// <param name="talk">What it is told of the call so far.</param>
    public void Connect(AgentRung rung, ImmutableArray<RememberedTurn> talk) => _connecting = ConnectAsync(++_asked, rung, talk, _connecting);

    /// <summary>Takes what a try came to.</summary>
    /// <returns>False when nobody waits for it any more; it is given back.</returns>
    public bool TryTake(AgentConnected connected)
    {
        if (connected.Try != _asked || _stop.IsCancellationRequested)
        {
            GiveBack(connected.Agent);
            return false;
        }

        Session = connected.Agent;
        Attempts += Session is null ? 0 : 1;
        return true;
    }

    /// <summary>The session cannot be used after all.</summary>
    public void GiveBack(IAgentSession? agent)
    {
        if (agent is not null)
        {
            Session = agent == Session ? null : Session;
            _connecting = Task.WhenAll(_connecting, agent.DisposeAsync().AsTask());
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _connecting;
        _stop.Dispose();
    }

    private async Task ConnectAsync(int number, AgentRung rung, ImmutableArray<RememberedTurn> talk, Task before)
    {
        try
        {
            post(new AgentConnected(number, await parts.ConnectAgentAsync(rung, talk, _stop.Token)));
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
        }
#pragma warning disable CA1031 // whatever it was, there is no session: the call goes on without one, to people
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.ConnectFailed(parts.Log, parts.Context.CallId, rung, exception.GetType().Name);
            post(new AgentConnected(number, null));
        }

        await before;
    }
}
