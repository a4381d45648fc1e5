namespace CompliantVoiceProxy.Calls;

/// <summary>Somebody who may take over a call whose voice AI is lost. Where nobody does, the caller hears the apology and the call ends.</summary>
public interface IFailoverHook
{
    /// <returns>Whether the call is taken; the hook then does what follows.</returns>
    Task<bool> TryTakeOverAsync(FailoverOffer offer, CancellationToken cancellationToken);
}
