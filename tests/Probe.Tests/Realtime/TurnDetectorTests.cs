using CompliantVoiceProxy.Audio;
using CompliantVoiceProxy.Probe.Realtime;

namespace CompliantVoiceProxy.Probe.Tests.Realtime;

public sealed class TurnDetectorTests
{
    [Theory]
    [InlineData(160)]
    [InlineData(1)]
    [InlineData(777)]
    [InlineData(100_000)]
    public void Speech_starts_and_stops_at_the_same_time_however_it_is_cut(int samplesAtATime)
    {
        var sound = new short[8_000 * 3];
        new ToneGenerator(300, levelDbov: -20, 8_000).Fill(sound.AsSpan(8_000, 8_000));
        var detector = new TurnDetector();
        var changes = new List<(TurnDetector.Change, MediaTime)>();
        for (var start = 0; start < sound.Length; start += samplesAtATime)
        {
            var piece = sound.AsMemory(start, Math.Min(samplesAtATime, sound.Length - start));
            foreach (var change in detector.Take(piece, 8_000, TurnDetectionSettings.Default))
            {
                changes.Add((change, detector.Position));
            }
        }

        changes.Should().Equal(
            (TurnDetector.Change.SpeechStarted, MediaTime.FromMilliseconds(1_060)),
            (TurnDetector.Change.SpeechStopped, MediaTime.FromMilliseconds(2_500)));
    }
}
