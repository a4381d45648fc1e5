namespace CompliantVoiceProxy.MediaControl.Handoffs;

/// <summary>Gives a colleague what was said in a call that came to them. Served by the node that holds the call's withheld values.</summary>
public interface IHandoffs
{
    /// <summary>Redeems a token: once, and for a minute again by the same reader. Who read it is on record before anything is given out.</summary>
    /// <param name="token">As it came with the call.</param>
    Task<HandoffReading> RedeemAsync(string token, HandoffReader reader, CancellationToken cancellationToken);
}
