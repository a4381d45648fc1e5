using CompliantVoiceProxy.Proxy.Commands;

namespace CompliantVoiceProxy.Proxy.Tests.Commands;

[Collection(CommandRun.Collection)]
public sealed class PolicyCommandTests : IDisposable
{
    private const string Good = "tenant: clinic\nmatch: { called: [clinic@*] }\nagent: { url: ws://127.0.0.1:9100/, model: m }\n";
    private readonly string _folder = Directory.CreateTempSubdirectory("cvp-check-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_good_file_is_said_to_be_good()
    {
        var file = Write("clinic.yaml", Good);

        var (code, output, _) = await CommandRun.RunAsync("policy", "check", file);

        code.Should().Be(ExitCode.Done);
        output.Should().StartWith($"{file}: good; tenant clinic, revision ");
    }

    [Fact]
    public async Task Every_error_is_printed_with_file_and_line()
    {
        var file = Write("clinic.yaml", "tenant: clinic\nmatch: { called: [clinic@*] }\nagent:\n  url: http://x.example/\n  modle: m\n");

        var (code, output, _) = await CommandRun.RunAsync("policy", "check", file);

        code.Should().Be(ExitCode.CheckFailed);
        output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Should().Equal(
            $"{file}:3: agent.model is missing",
            $"{file}:4: agent.url begins with http://, but a voice AI is reached over wss:// (or ws:// on this machine)",
            $"{file}:5: unknown key 'agent.modle'; did you mean 'model'?");
    }

    [Fact]
    public async Task A_folder_is_checked_for_ties()
    {
        Write("one.yaml", Good);
        Write("two.yaml", Good.Replace("tenant: clinic", "tenant: other", StringComparison.Ordinal));

        var (code, output, _) = await CommandRun.RunAsync("policy", "check", _folder);

        code.Should().Be(ExitCode.CheckFailed);
        output.Should().Contain("one.yaml:2: ").And.Contain("two.yaml:2: ").And.Contain("ties with 'clinic@*'");
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("")]
    public async Task Nothing_to_check_is_wrong_use(string name)
    {
        var (code, _, errors) = await CommandRun.RunAsync("policy", "check", Path.Combine(_folder, name));

        code.Should().Be(ExitCode.WrongUse);
        errors.Should().NotBeEmpty();
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
