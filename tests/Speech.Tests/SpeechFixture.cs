using CompliantVoiceProxy.Speech.Models;
using CompliantVoiceProxy.Speech.Tests;

[assembly: AssemblyFixture(typeof(SpeechFixture))]

namespace CompliantVoiceProxy.Speech.Tests;

/// <summary>The models, loaded once for all tests that need them; those tests are skipped where the models are not.</summary>
public sealed class SpeechFixture : IDisposable
{
    private readonly Lazy<SpeechEngine> _base = new(() => SpeechEngine.Load(Assets, MoonshineSize.Base));
    private readonly Lazy<SpeechEngine> _tiny = new(() => SpeechEngine.Load(Assets, MoonshineSize.Tiny));

    public static ModelAssets Assets { get; } = ModelAssets.FromEnvironment();

    public SpeechEngine Base => Have(_base);

    public SpeechEngine Tiny => Have(_tiny);

    public static void SkipWithoutModels() =>
        Assert.SkipUnless(Assets.Missing().Count == 0, $"the speech models are not in {Assets.Root}: ./cvp test brings them");

    public void Dispose()
    {
        foreach (Lazy<SpeechEngine> engine in new[] { _base, _tiny }.Where(engine => engine.IsValueCreated))
        {
            engine.Value.Dispose();
        }
    }

    private static SpeechEngine Have(Lazy<SpeechEngine> engine)
    {
        SkipWithoutModels();
        return engine.Value;
    }
}
