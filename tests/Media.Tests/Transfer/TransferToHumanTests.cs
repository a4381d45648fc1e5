using System.Text.Json;
using CompliantVoiceProxy.Agents;
using CompliantVoiceProxy.Media.Sessions;
using CompliantVoiceProxy.Media.Transfer;
using CompliantVoiceProxy.Policies;
using CompliantVoiceProxy.Secrecy;

namespace CompliantVoiceProxy.Media.Tests.Transfer;

public sealed class TransferToHumanTests
{
    private static readonly AgentPolicy Agent = new() { Url = new Uri("ws://127.0.0.1/"), Model = "m" };

    private static TransferTarget Billing => new() { Name = "billing", Uri = "sip:billing@pbx.example", Description = "Questions about \"bills\"" };

    private static TransferTarget Nurse => new() { Name = "nurse", Uri = "sip:nurse@pbx.example", Description = "Anything medical" };

    [Theory]
    [InlineData("""{"target":"nurse"}""", "nurse")]
    [InlineData("""{"target":"billing","summary":"card 4539 1480 3426 7913"}""", "billing")]
    [InlineData("""{}""", null)]
    [InlineData("""{"target":"sip:attacker@example"}""", null)]
    [InlineData("""{"target":["nurse"]}""", null)]
    [InlineData("""{"target":"\ud800"}""", null)]
    public void Only_a_name_of_the_policys_begins_one(string arguments, string? target) =>
        Begun(new TransferPolicy { Targets = [Billing, Nurse] }, arguments).Should().Be(target);

    [Theory]
    [InlineData("""{}""", "nurse")]
    [InlineData("""{"target":"billing"}""", null)]
    public void Where_there_is_one_it_need_not_be_named(string arguments, string? target) =>
        Begun(new TransferPolicy { Targets = [Nurse] }, arguments).Should().Be(target);

    [Fact]
    public void The_AI_is_told_of_the_names_and_descriptions_and_of_no_address()
    {
        var options = AgentSettings.From(Agent, new SecureCapturePolicy(), new TransferPolicy { Targets = [Billing, Nurse] }, apiKey: null);

        var tool = options.Tools.Should().ContainSingle().Subject;
        tool.Name.Text.Should().Be("transfer_to_human");
        tool.Description.Text.Should().Contain("billing: Questions about \"bills\"").And.Contain("nurse: Anything medical").And.NotContain("sip:");
        using var schema = JsonDocument.Parse(tool.Parameters.Text);
        schema.RootElement.GetProperty("properties").GetProperty("target").GetProperty("enum").EnumerateArray().Select(name => name.GetString()).Should().Equal("billing", "nurse");
        schema.RootElement.GetProperty("required").EnumerateArray().Select(name => name.GetString()).Should().Equal("target");
    }

    [Fact]
    public void Without_targets_the_AI_is_told_nothing() =>
        AgentSettings.From(Agent, new SecureCapturePolicy(), new TransferPolicy(), apiKey: null).Tools.Should().BeEmpty();

    /// <summary>Whom a call of the tool asks for; null where it is refused.</summary>
    private static string? Begun(TransferPolicy policy, string arguments)
    {
        string? begun = null;
        var tool = new TransferToHuman(policy, target => begun = target.Name);
        using var document = JsonDocument.Parse(arguments);
        ToolOutcome? outcome;
        try
        {
            outcome = tool.Call("call_1", new Sensitive<JsonElement>(document.RootElement), TimeSpan.Zero);
        }
        catch (InvalidOperationException)
        {
            outcome = ToolOutcome.InvalidArguments; // half of a surrogate pair: the desk says so
        }

        outcome.Should().Be(begun is null ? ToolOutcome.InvalidArguments : ToolOutcome.Started);
        return begun;
    }
}
