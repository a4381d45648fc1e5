using CompliantVoiceProxy.Audit;
using CompliantVoiceProxy.Audit.Tests;
using CompliantVoiceProxy.Media.Handoffs;
using CompliantVoiceProxy.MediaControl;
using CompliantVoiceProxy.MediaControl.Handoffs;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Media.Tests.Handoffs;

public sealed class HandoffDeskTests : IDisposable
{
    private static readonly HandoffReader Desktop = new("desktop", "supervisor");
    private static readonly HandoffReader Other = new("other", "clerk");

    private readonly ManualClock _clock = new();
    private readonly Trail _trail = new();
    private readonly HandoffDesk _desk;

    public HandoffDeskTests() => _desk = new HandoffDesk(_trail, ["desktop", "other"], _clock);

    public void Dispose() => _desk.Dispose();

    [Fact]
    public async Task A_token_is_good_once_and_for_a_minute_again_to_the_same_reader()
    {
        var token = Keep();

        (await RedeemAsync(token, Desktop)).Should().BeOfType<Handoff>();
        _clock.Advance(TimeSpan.FromSeconds(59));
        (await RedeemAsync(token, Desktop)).Should().BeOfType<Handoff>();
        (await RedeemAsync(token, Other)).Should().BeOfType<HandoffSpent>();
        _clock.Advance(TimeSpan.FromSeconds(2));
        (await RedeemAsync(token, Desktop)).Should().BeOfType<HandoffSpent>();

        _trail.Events.Select(record => record.GetType()).Should().Equal(typeof(HandoffRead), typeof(HandoffRead), typeof(HandoffRefused), typeof(HandoffRefused));
    }

    [Fact]
    public async Task Values_are_shown_to_the_roles_that_the_policy_names_and_it_is_on_record()
    {
        var shown = (Handoff)await RedeemAsync(Keep(), Desktop);
        var hidden = (Handoff)await RedeemAsync(Keep(), Other);

        shown.Values.Should().ContainSingle().Which.Value!.Value.Reveal().Should().Be("835294176");
        hidden.Values.Should().ContainSingle().Which.Should().Be(new HandoffValue("[MEMBER_ID_1]", null));
        _trail.Events.OfType<HandoffRead>().Select(read => (read.Reader.Text, read.WithValues)).Should().Equal(("desktop", true), ("other", false));
    }

    [Fact]
    public async Task Nothing_is_given_out_that_could_not_be_recorded()
    {
        var token = Keep();
        _trail.IsBroken = true;

        (await RedeemAsync(token, Desktop)).Should().BeOfType<HandoffUnavailable>();
        _trail.IsBroken = false;
        (await RedeemAsync(token, Desktop)).Should().BeOfType<Handoff>("the same reader tries again");
    }

    [Fact]
    public async Task After_a_quarter_of_an_hour_it_is_gone_from_memory_too()
    {
        var token = Keep();
        _clock.Advance(TimeSpan.FromMinutes(14.9));
        _desk.Count.Should().Be(1);
        _clock.Advance(TimeSpan.FromMinutes(0.5));

        _desk.Count.Should().Be(0);
        (await RedeemAsync(token, Desktop)).Should().BeOfType<HandoffUnknown>();
    }

    [Fact]
    public async Task A_token_that_was_never_given_out_is_unknown() =>
        (await RedeemAsync(new string('a', 32), Desktop)).Should().BeOfType<HandoffUnknown>();

    [Fact]
    public void Tokens_are_32_characters_that_tell_nothing_and_never_the_same() =>
        Enumerable.Range(0, 1_000).Select(_ => Keep()).Should().OnlyHaveUniqueItems().And.OnlyContain(token => token.Length == 32 && token.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-' || letter == '_'));

    private string Keep() => _desk.Keep(new HandoffDraft(
        Guid.NewGuid(),
        TenantPolicy.Defaults with { Handoff = new HandoffPolicy { ValuesFor = ["supervisor"] } },
        AuditLabel.Of(FailoverReason.AgentLost),
        [new HandoffTurn(HandoffSpeaker.Caller, new Sensitive<string>("it is [MEMBER_ID_1]"))],
        [("[MEMBER_ID_1]", new Sensitive<string>("835294176"))]))!.Value.Reveal();

    private Task<HandoffReading> RedeemAsync(string token, HandoffReader reader) => _desk.RedeemAsync(token, reader, TestContext.Current.CancellationToken);

    private sealed class Trail : IAuditTrail
    {
        public List<AuditEvent> Events { get; } = [];

        public bool IsBroken { get; set; }

        public ValueTask AppendAsync(AuditEvent auditEvent, CancellationToken cancellationToken)
        {
            if (IsBroken)
            {
                throw new AuditUnavailableException();
            }

            Events.Add(auditEvent);
            return ValueTask.CompletedTask;
        }
    }
}
