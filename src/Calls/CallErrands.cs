using CompliantVoiceProxy.Audit;
using CompliantVoiceProxy.MediaControl;
using CompliantVoiceProxy.Secrecy;
using CompliantVoiceProxy.Sip.UserAgents;

namespace CompliantVoiceProxy.Calls;

/// <summary>
/// What takes time on a call's behalf: the audit log, the media plane, calling a colleague. Started by the server's loop and owned here; what comes of it is posted
/// back to the call. Begun in the order asked, so that audit events are appended in it. None of them throws.
/// </summary>
internal sealed class CallErrands(CallPartners partners, CallCounters counters, Action<Call, CallEvent> post)
{
    private readonly List<Task> _underWay = [];

    /// <summary>To be called when the loop starts no more.</summary>
    public Task WhenAllAsync() => Task.WhenAll(_underWay);

    public void RecordStart(Call call, CallStarted started) => Own(RecordStartAsync(call, started));

    public void Record(AuditEvent record) => Own(RecordAsync(record));

    public void OpenMedia(Call call, MediaOffer offer) => Own(OpenMediaAsync(call, offer));

    public void StartMedia(Call call) => Own(StartMediaAsync(call));

    public void CloseMedia(Guid callId) => Own(CloseMediaAsync(callId));

    public void OfferBridge(Call call, int attempt) => Own(OfferBridgeAsync(call, attempt));

    public void JoinBridge(Call call, JoinBridge join) => Own(JoinBridgeAsync(call, join));

    public void ResumeMedia(Call call, TransferFailure failure) => Own(ResumeMediaAsync(call, failure));

    /// <param name="placed">Told of the leg before any of its events can be read, by another thread.</param>
    public void CallAgent(Call call, int attempt, SipCallRequest request, Action<SipLegId> placed) => Own(CallAgentAsync(call, attempt, request, placed));

    private void Own(Task task)
    {
        _underWay.RemoveAll(other => other.IsCompleted);
        if (!task.IsCompleted)
        {
            _underWay.Add(task);
        }
    }

    private async Task RecordStartAsync(Call call, CallStarted started)
    {
        try
        {
            await partners.Audit.AppendAsync(started, CancellationToken.None);
            post(call, new StartRecorded());
        }
        catch (Exception)
        {
            post(call, new StartNotRecorded()); // AuditUnavailableException says so; anything else is no better
        }
    }

    private async Task RecordAsync(AuditEvent record)
    {
        try
        {
            await partners.Audit.AppendAsync(record, CancellationToken.None);
        }
        catch (Exception)
        {
            counters.CountUnrecorded();
        }
    }

    private async Task OpenMediaAsync(Call call, MediaOffer offer)
    {
        MediaReply? reply = null;
        try
        {
            reply = await partners.Media.OpenAsync(offer, call.Over);
        }
        catch (Exception)
        {
            // Whatever it was, the media plane did not reply: the machine says 503 and closes what may be open.
        }

        post(call, new MediaReplied(reply));
    }

    private async Task StartMediaAsync(Call call)
    {
        try
        {
            await partners.Media.StartAsync(call.Id, call.Over);
        }
        catch (Exception)
        {
            post(call, new MediaStartFailed()); // after the call's end the machine has no use for it
        }
    }

    private async Task CloseMediaAsync(Guid callId)
    {
        try
        {
            await partners.Media.CloseAsync(callId, CancellationToken.None);
        }
        catch (Exception)
        {
            counters.CountFault();
        }
    }

    private async Task OfferBridgeAsync(Call call, int attempt)
    {
        Sensitive<string>? offer = null;
        try
        {
            offer = await partners.Media.OfferBridgeAsync(call.Id, call.Over);
        }
        catch (Exception)
        {
            // no offer: this way leads nowhere, and the machine tries the next
        }

        post(call, new BridgeOffered(attempt, offer));
    }

    private async Task JoinBridgeAsync(Call call, JoinBridge join)
    {
        var isJoined = false;
        try
        {
            isJoined = await partners.Media.BridgeAsync(call.Id, join.Answer, call.Over);
        }
        catch (Exception)
        {
            // likewise
        }

        post(call, new Bridged(join.Attempt, isJoined));
    }

    private async Task ResumeMediaAsync(Call call, TransferFailure failure)
    {
        try
        {
            await partners.Media.ResumeAsync(call.Id, failure, call.Over);
        }
        catch (Exception)
        {
            counters.CountFault(); // the caller is with the voice AI all the same, which has not been told
        }
    }

    private async Task CallAgentAsync(Call call, int attempt, SipCallRequest request, Action<SipLegId> placed)
    {
        try
        {
            await partners.Sip.InviteAsync(request, placed, CancellationToken.None); // one that is not wanted any more is hung up when it is placed
        }
        catch (Exception)
        {
            post(call, new AgentUnreachable(attempt)); // no address, or an endpoint that is closed
        }
    }
}
