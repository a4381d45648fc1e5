using CompliantVoiceProxy.Audio;

namespace CompliantVoiceProxy.Proxy.Demo;

/// <summary>What a run of the demo leaves behind: the sounds to listen to, the policy it used and the audit log.</summary>
internal sealed class DemoFolder
{
    /// <summary>Makes the folder, and removes what an earlier run left in it.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    public DemoFolder(string path)
    {
        Path = System.IO.Path.GetFullPath(path);
        Directory.CreateDirectory(Policies);
        foreach (var left in Directory.EnumerateFiles(Path, "audit.db*").Concat([Said, Got, Heard]))
        {
            File.Delete(left);
        }
    }

    public string Path { get; }

    public string Policies => At("policies");

    public string AuditStore => At("audit.db");

    /// <summary>What the caller said: it has not left.</summary>
    public string Said => At("caller-said.wav");

    /// <summary>What the voice AI got.</summary>
    public string Got => At("voice-ai-got.wav");

    /// <summary>What the caller heard.</summary>
    public string Heard => At("caller-heard.wav");

    /// <summary>The demo's tenant: the sample clinic, with the demo's own voice AI.</summary>
    public void WritePolicy(Uri voiceAi) => File.WriteAllText(At("policies/clinic.yaml"), $$"""
        tenant: clinic
        match: { called: ["clinic@*"] }
        agent:
          provider: openai-realtime
          url: {{voiceAi}}
          model: demo
          dialect: released
          forward: audio-and-text
          instructions: "You answer for the clinic."

        """);

    public void WriteSounds(WavFile said, WavFile got, WavFile heard)
    {
        said.Write(Said);
        got.Write(Got);
        heard.Write(Heard);
    }

    private string At(string name) => System.IO.Path.Combine(Path, name);
}
