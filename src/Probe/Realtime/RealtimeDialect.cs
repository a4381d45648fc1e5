namespace CompliantVoiceProxy.Probe.Realtime;

/// <summary>The two vocabularies of the OpenAI Realtime protocol.</summary>
public enum RealtimeDialect
{
    Released,

    /// <summary>Chosen by the client's header <c>OpenAI-Beta: realtime=v1</c>.</summary>
    Beta,
}
