using CompliantVoiceProxy.Audit;
using CompliantVoiceProxy.MediaControl;

namespace CompliantVoiceProxy.Calls;

/// <summary>
/// What takes time on a call's behalf: the audit log, the media plane, failover. Started by the server's loop and owned here; what comes of it is posted
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

    public void OfferFailover(Call call, FailoverReason reason) => Own(OfferFailoverAsync(call, reason));

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

    private async Task OfferFailoverAsync(Call call, FailoverReason reason)
    {
        try
        {
            await partners.Failover.TryTakeOverAsync(new FailoverOffer(call.Id, call.Policy.Tenant, call.Leg, reason), call.Over);
        }
        catch (Exception)
        {
            counters.CountFault(); // nobody took it: the apology is heard, then the media session ends
        }
    }
}
