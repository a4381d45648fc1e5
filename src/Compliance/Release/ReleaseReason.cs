namespace CompliantVoiceProxy.Compliance.Release;

/// <summary>Why a part of the caller's audio was cleared, masked or made silent.</summary>
public enum ReleaseReason
{
    /// <summary>Neither words nor voice.</summary>
    NothingSaid,

    /// <summary>Words of sufficient confidence cover it and policy clears them.</summary>
    CoveredByWords,

    /// <summary>An identifier was found in its words, surely, and the policy keeps the sound of its type.</summary>
    KeptByPolicy,

    /// <summary>An identifier was found in its words.</summary>
    Entity,

    /// <summary>A recognizer failed, so that none of the text can be cleared.</summary>
    RecognizerFailed,

    /// <summary>The transcriber was not sure enough of the word.</summary>
    LowConfidence,

    /// <summary>There is voice, and no word explains it.</summary>
    Unexplained,

    /// <summary>The transcriber doubts the stretch: a loop, digits under other words, another language.</summary>
    Doubtful,

    /// <summary>The word looks sure, but stands alone among words that are not.</summary>
    AmongDoubts,

    /// <summary>An identifier was announced here, none was found, and the word is not sure enough to rule out that it is one misheard.</summary>
    Announced,

    /// <summary>A digit was sent as a telephone event (RFC 4733).</summary>
    TelephoneEvent,

    /// <summary>Packets were lost: what was said there is not known, and what stands there was made up.</summary>
    AudioLost,

    /// <summary>The transcriber did not answer in time.</summary>
    TranscriberLate,

    /// <summary>The transcriber failed.</summary>
    TranscriberFailed,

    /// <summary>There was no place at the transcriber.</summary>
    TranscriberFull,

    /// <summary>It waited longer than the hold buffer holds.</summary>
    HoldOverflow,
}
