using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace CompliantVoiceProxy.Media.Sessions;

/// <summary>What has reached a session's loop and has not been handled. No mail is lost, however long the loop is stuck.</summary>
/// <remarks>
/// Any thread posts, one reads. Has no bound of its own, as what can wait in it is bounded: one <see cref="Wake"/>, as all of them ask for the same look;
/// one <see cref="TurnSent"/> a job of the release lane, which is bounded; one end of the lane; one end of each try to open a session and of each transfer, which are few;
/// one <see cref="ToolFinished"/> a request to a back end, of which few are under way.
/// </remarks>
internal sealed class SessionMailbox
{
    private readonly Channel<SessionMail> _mail = Channel.CreateUnbounded<SessionMail>(new UnboundedChannelOptions { SingleReader = true });
    private int _isWakeWaiting;

    /// <summary>Never blocks.</summary>
    public void Post(SessionMail mail)
    {
        if (mail is not Wake || Interlocked.Exchange(ref _isWakeWaiting, 1) == 0)
        {
            _mail.Writer.TryWrite(mail);
        }
    }

    /// <summary>In the order in which it was posted.</summary>
    public async IAsyncEnumerable<SessionMail> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var mail in _mail.Reader.ReadAllAsync(cancellationToken))
        {
            if (mail is Wake)
            {
                Volatile.Write(ref _isWakeWaiting, 0); // before the look: what comes during it asks for another one
            }

            yield return mail;
        }
    }

    /// <summary>Mail that came when nobody read any more.</summary>
    public bool TryRead([NotNullWhen(true)] out SessionMail? mail) => _mail.Reader.TryRead(out mail);
}
