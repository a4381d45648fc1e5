namespace CompliantVoiceProxy.Compliance.Detection;

/// <summary>Finds identifiers in the text of one turn. Never throws for any text; takes time linear in its length; safe from several threads.</summary>
public interface IEntityDetector
{
    /// <param name="text">The turn so far, as transcribed: spoken or written forms, cased or not.</param>
    /// <param name="speaker">Whose turn it is.</param>
    /// <param name="before">The turns before it.</param>
    /// <param name="isFinal">The turn is over: what was open is decided now, and when in doubt it is an entity (<see cref="Policies.EntityType.UnknownNumber"/> at least).</param>
    Detection Detect(string text, Speaker speaker, Conversation before, bool isFinal);

    /// <summary>An entity's value in one form for all ways of saying it: figures and letters of a number ("double four" is 44), lower-case words of a name.</summary>
    string ValueOf(string text, Entity entity);
}
