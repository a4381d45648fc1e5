namespace CompliantVoiceProxy.Audio;

/// <summary>A sine that starts and stops without a click and goes on in phase from span to span. One instance a stream; allocates nothing per call.</summary>
/// <param name="frequency">Hz, below half of <paramref name="sampleRate"/>.</param>
/// <param name="levelDbov">RMS level; -3.01 is a full-scale sine.</param>
public sealed class ToneGenerator(double frequency, double levelDbov, int sampleRate)
{
    private readonly double _amplitude = AudioLevel.ToRms(Math.Min(levelDbov, -3.02)) * Math.Sqrt(2);
    private readonly double _step = 2 * Math.PI * frequency / sampleRate;
    private readonly int _edge = sampleRate * 5 / 1000; // raised cosine, 5 ms
    private double _phase;
    private int _sounded; // samples since the tone began, up to _edge

    /// <summary>Fills the span with the tone. It fades in where it begins and, when <paramref name="ends"/>, fades out by the span's last sample.</summary>
    /// <param name="ends">The tone ends with this span; the next one begins anew.</param>
    public void Fill(Span<short> samples, bool ends = false)
    {
        for (var i = 0; i < samples.Length; i++)
        {
            var untilEnd = ends ? samples.Length - i : _edge;
            var gain = Edge(_sounded + 1) * Edge(untilEnd);
            samples[i] = (short)Math.Round(_amplitude * gain * Math.Sin(_phase));
            _phase = (_phase + _step) % (2 * Math.PI);
            _sounded = Math.Min(_sounded + 1, _edge);
        }

        if (ends)
        {
            (_phase, _sounded) = (0, 0);
        }
    }

    private double Edge(int distance) => distance >= _edge ? 1 : 0.5 - (0.5 * Math.Cos(Math.PI * distance / _edge));
}
