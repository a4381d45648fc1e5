namespace CompliantVoiceProxy.Agents.AudioCodes;

/// <summary>An event activity of the bot that the proxy has a tool for.</summary>
internal enum BotWish
{
    /// <summary><c>hangup</c></summary>
    EndCall,

    /// <summary><c>transfer</c>, or <c>handover</c> as older bots write it.</summary>
    Transfer,
}
