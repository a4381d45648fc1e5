namespace CompliantVoiceProxy.Compliance.Detection;

/// <summary>Finds one type of identifier in a turn that was read. One file each; stateless, safe from several threads, linear in the reading's length.</summary>
internal interface IRecognizer
{
    /// <summary>What audit records and reports know it by.</summary>
    RecognizerName Name => GetType();

    /// <summary>What announces its identifiers.</summary>
    IReadOnlyList<Cue> Cues { get; }

    /// <summary>Adds what it finds, and tells <see cref="Reading.Budget"/> each step of a loop over the text; findings may overlap each other and those of others (see <see cref="OverlapResolution"/>).</summary>
    void Find(Reading reading, List<Entity> found);
}
