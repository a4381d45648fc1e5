namespace CompliantVoiceProxy.Agents.OpenAI;

/// <summary>What has to be sent for an answer to be had, or to be stopped.</summary>
internal enum AnswerRequest
{
    None,
    Create,
    Cancel,
}
