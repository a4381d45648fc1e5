using CompliantVoiceProxy.Speech;
using CompliantVoiceProxy.Speech.Models;
using CompliantVoiceProxy.Training.States;

// Writes what the encoder makes of a folder's sounds, for fit.py: FOLDER/states-SIZE.bin, the states of all stretches one after the other as 16-bit floats,
// and FOLDER/states-SIZE.jsonl, a row a stretch. Caller content: for recordings and voices made for training alone.
if (args is not [var folder, "base" or "tiny", .. var rest] || rest is not ([] or ["--words"]))
{
    await Console.Error.WriteLineAsync("usage: States FOLDER base|tiny [--words]");
    return 2;
}

MoonshineSize size = args[1] == "base" ? MoonshineSize.Base : MoonshineSize.Tiny;
using SpeechEngine engine = SpeechEngine.Load(ModelAssets.FromEnvironment(), size);
using var writer = new StateWriter(Path.Combine(folder, $"states-{args[1]}"));
var reader = new StretchReader(engine);
foreach (string path in Directory.GetFiles(folder, "*.wav").Order(StringComparer.Ordinal))
{
    foreach (Stretch stretch in reader.Read(path))
    {
        writer.Write(Path.GetFileName(path), stretch, rest is [] ? [] : reader.WordsOf(stretch));
    }
}

return 0;
