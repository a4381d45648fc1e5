using System.Runtime.Serialization;

namespace CompliantVoiceProxy.Proxy.Configuration;

internal enum SpeechModel
{
    [EnumMember(Value = "base")]
    Base,

    /// <summary>Half the processor time, more misheard words.</summary>
    [EnumMember(Value = "tiny")]
    Tiny,
}
