using CompliantVoiceProxy.Media.Sessions;

namespace CompliantVoiceProxy.Media.Tests.Sessions;

public sealed class SessionMailboxTests
{
    [Fact]
    public void However_long_the_loop_is_stuck_every_report_reaches_it_and_one_wake()
    {
        var mailbox = new SessionMailbox();
        for (var at = 0; at < 10_000; at++)
        {
            mailbox.Post(new Wake());
        }

        mailbox.Post(new TurnSent(1, null!, null));
        mailbox.Post(new AgentConnected(1, null));
        mailbox.Post(new AuditFailed());

        Rest(mailbox).Should().Equal(new Wake(), new TurnSent(1, null!, null), new AgentConnected(1, null), new AuditFailed());
    }

    [Fact]
    public async Task A_wake_that_comes_while_another_is_handled_is_not_lost()
    {
        var mailbox = new SessionMailbox();
        mailbox.Post(new Wake());

        await foreach (var _ in mailbox.ReadAllAsync(TestContext.Current.CancellationToken))
        {
            mailbox.Post(new Wake());
            mailbox.Post(new Wake());
            break;
        }

        Rest(mailbox).Should().Equal(new Wake());
    }

    private static List<SessionMail> Rest(SessionMailbox mailbox)
    {
        var mail = new List<SessionMail>();
        while (mailbox.TryRead(out var next))
        {
            mail.Add(next);
        }

        return mail;
    }
}
