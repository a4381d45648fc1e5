using CompliantVoiceProxy.Audio;

namespace CompliantVoiceProxy.Probe.Realtime;

/// <summary>Something that happened at the voice AI: what it got, what it did.</summary>
/// <param name="Connection">Counted from 1.</param>
/// <param name="Timestamp">Of the options' clock.</param>
public abstract record RealtimeObservation(int Connection, long Timestamp);

public sealed record ConnectionOpened(int Connection, long Timestamp, RealtimeDialect Dialect, string Model) : RealtimeObservation(Connection, Timestamp);

public sealed record AudioHeard(int Connection, long Timestamp, ReadOnlyMemory<short> Samples, int SampleRate) : RealtimeObservation(Connection, Timestamp);

public sealed record TurnHeard(int Connection, long Timestamp, ReceivedTurn Turn) : RealtimeObservation(Connection, Timestamp);

public sealed record TextRead(int Connection, long Timestamp, string Text) : RealtimeObservation(Connection, Timestamp);

public sealed record AnswerBegun(int Connection, long Timestamp, string Transcript) : RealtimeObservation(Connection, Timestamp);

/// <param name="Status">As the protocol says it: completed, cancelled, failed.</param>
/// <param name="Sent">How much of it went out.</param>
public sealed record AnswerFinished(int Connection, long Timestamp, string Status, MediaTime Sent) : RealtimeObservation(Connection, Timestamp);

public sealed record ToolAsked(int Connection, long Timestamp, string Name, string Arguments) : RealtimeObservation(Connection, Timestamp);

/// <summary>The client says that no more than this of the item was heard.</summary>
public sealed record ItemTruncated(int Connection, long Timestamp, string ItemId, MediaTime Heard) : RealtimeObservation(Connection, Timestamp);

public sealed record ConnectionClosed(int Connection, long Timestamp) : RealtimeObservation(Connection, Timestamp);
