using System.Runtime.CompilerServices;
using System.Text;
using CompliantVoiceProxy.Proxy.Configuration;

namespace CompliantVoiceProxy.Proxy.Tests.Configuration;

/// <summary>docs/configuration.md says what the program does.</summary>
public sealed class ConfigurationDocumentTests
{
    [Fact]
    public void The_documented_file_is_what_holds_without_one()
    {
        var example = Document().Split("```yaml\n")[1].Split("```")[0];

        ServeConfigReader.Read(Encoding.UTF8.GetBytes(example), folder: "").Config.Should().BeEquivalentTo(new ServeConfig());
    }

    [Fact]
    public void Every_key_is_documented()
    {
        var known = ServeConfigReader.Read("x: {}\nsip: { x: 1 }\nmedia: { x: 1 }\naudit: { x: 1 }\nadmin: { x: 1 }\nspeech: { x: 1 }\nmonitor: { x: 1, webhook: { x: 1, url: \"https://a.example/\", secret: { env: X } } }\nlimits: { x: 1 }"u8, folder: "").Errors
            .SelectMany(error => error.Words.Split("known here: ")[1].Split(", "));

        known.Should().HaveCountGreaterThan(15).And.OnlyContain(key => Document().Contains($"{key}:", StringComparison.Ordinal));
    }

    private static string Document([CallerFilePath] string here = "") =>
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "../../../docs/configuration.md"));
}
