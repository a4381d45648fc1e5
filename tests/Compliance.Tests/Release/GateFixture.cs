using System.Collections.Immutable;
using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Audit;
using CompliantVoiceProxy.Compliance.Detection;
using CompliantVoiceProxy.Compliance.Release;
using CompliantVoiceProxy.Compliance.Vault;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Secrecy;
using CompliantVoiceProxy.Speech;

namespace CompliantVoiceProxy.Compliance.Tests.Release;

/// <summary>A gate with 8 kHz audio whose every sample is its own number, so that a released original is known by its values.</summary>
internal sealed class GateFixture
{

    public GateFixture(MaskSound mask = MaskSound.Tone, IAuditTrail? audit = null, double holdSeconds = 60, float minimumConfidence = 0.5f, params (EntityType Type, EntityPolicy Policy)[] entities)
    {
        Policy = new TenantPolicy
        {
            Tenant = "clinic",
            Revision = "0123456789ab",
            Called = [],
            Agent = new AgentPolicy { Url = new Uri("ws://127.0.0.1:9/"), Model = "m" },
            Mask = new MaskPolicy { Sound = mask },
            Entities = entities.ToImmutableSortedDictionary(entity => entity.Type, entity => entity.Policy),
            Clearance = new ClearancePolicy { MinimumWordConfidence = minimumConfidence, MaskPadding = TimeSpan.FromMilliseconds(100) },
        };
        Audit = audit ?? new ListAudit();
        Hold = new HoldBuffer(8000, MediaTime.FromSeconds(holdSeconds));
        Gate = new ReleaseGate(new ReleaseContext(Guid.NewGuid(), Policy), Hold, Detector, new Conversation(), new CallVault(), Audit);
    }

    public TenantPolicy Policy { get; }

    public IAuditTrail Audit { get; }

    public HoldBuffer Hold { get; }

    public WordListDetector Detector { get; } = new();

    public ReleaseGate Gate { get; }

    public static short Original(long sample) => (short)((sample % 20_000) + 10_000);

    public void Hear(double seconds)
    {
        var from = Hold.End.ToSamples(8000);
        Hold.Append([.. Enumerable.Range(0, (int)(seconds * 8000)).Select(at => Original(from + at))]);
    }

    /// <summary>A word that was heard and transcribed.</summary>
    public void Say(string text, double start, double end, float confidence = 0.9f)
    {
        var interval = Interval(start, end);
        Gate.Evidence.AddVoiced(interval);
        Gate.Evidence.Add(new Transcription
        {
            Interval = interval,
            Words = [new TimedWord(new Sensitive<string>(text), interval, confidence)],
            Doubts = TranscriptDoubts.None,
        });
    }

    public static MediaInterval Interval(double start, double end) => new(MediaTime.FromSeconds(start), MediaTime.FromSeconds(end));

    public async Task<Compliance.Release.Release> EndTurnAsync(double end) =>
        await Gate.ReleaseAsync(Gate.EndTurn(MediaTime.FromSeconds(end)), CancellationToken.None);

    /// <summary>Whether a released sample is the caller's own.</summary>
    public static bool IsOriginal(ReleasedAudio audio, double second)
    {
        var at = MediaTime.FromSeconds(second).ToSamples(8000);
        return audio.Samples.Span[(int)(at - audio.Interval.Start.ToSamples(8000))] == Original(at);
    }

    /// <summary>Words in the list are identifiers; a text that ends with "number" or a digit is open.</summary>
    internal sealed class WordListDetector : IEntityDetector
    {
        public HashSet<string> Identifiers { get; } = new(StringComparer.OrdinalIgnoreCase) { "4111", "1111", "Sarah" };

        public bool Fails { get; set; }

        /// <summary>What is said behind this word has been announced.</summary>
        public string? Announces { get; set; }

        public string ValueOf(string text, Entity entity) => string.Concat(text[entity.Span.Start..entity.Span.End].Where(char.IsLetterOrDigit)).ToUpperInvariant();

        public Detection.Detection Detect(string text, Speaker speaker, Conversation before, bool isFinal)
        {
            var found = new List<Entity>();
            var at = 0;
            foreach (var word in text.Split(' '))
            {
                if (Identifiers.Contains(word))
                {
                    var type = char.IsDigit(word[0]) ? EntityType.CreditCard : EntityType.Person;
                    var span = new TextSpan(at, at + word.Length);
                    if (found.LastOrDefault() is { } last && last.Type == type && last.Span.End + 1 == at)
                    {
                        found[^1] = last with { Span = last.Span with { End = span.End } };
                    }
                    else
                    {
                        found.Add(new Entity(type, span, 0.9f, typeof(WordListDetector)));
                    }
                }

                at += word.Length + 1;
            }

            var open = !isFinal && text.Length > 0 && char.IsDigit(text[^1]) ? text.LastIndexOf(' ') + 1 : text.Length;
            return new Detection.Detection
            {
                Entities = [.. found],
                OpenFrom = open,
                Announced = Announces is not null && text.IndexOf(Announces, StringComparison.Ordinal) is >= 0 and var cue
                    ? [new TextSpan(cue + Announces.Length, text.Length)]
                    : [],
                FailedRecognizers = Fails ? [typeof(WordListDetector)] : [],
            };
        }
    }

    internal sealed class ListAudit : IAuditTrail
    {
        public List<AuditEvent> Events { get; } = [];

        public ValueTask AppendAsync(AuditEvent auditEvent, CancellationToken cancellationToken)
        {
            Events.Add(auditEvent);
            return ValueTask.CompletedTask;
        }
    }
}
