namespace CompliantVoiceProxy.Policies.Tests;

public sealed class TransferPolicyTests
{
    [Fact]
    public void Nobody_is_transferred_to_where_the_file_says_nothing()
    {
        var policy = PolicyText.Compile(PolicyText.Whole).Policy!;

        policy.Transfer.Targets.Should().BeEmpty();
        policy.Failover.HumanQueue.Should().BeNull();
    }

    [Fact]
    public void A_target_is_tried_by_the_sections_ways_unless_it_has_its_own()
    {
        var transfer = PolicyText.Compile($$"""
            {{PolicyText.Whole}}
            transfer:
              ways: [direct, anchor]
              answer-within: 30s
              refer-within: 5s
              header: X-Handoff
              targets:
                - { name: billing, uri: "sip:billing@pbx.example:5080;transport=udp", description: Questions about bills }
                - { name: nurse, uri: "sip:+15551000@[::1]", description: Anything medical, ways: anchor }
            """).Policy!.Transfer;

        transfer.Should().BeEquivalentTo(new { AnswerWithin = TimeSpan.FromSeconds(30), ReferWithin = TimeSpan.FromSeconds(5), Header = "X-Handoff" });
        transfer.Find("billing")!.Ways.Should().Equal(TransferWay.Direct, TransferWay.Anchor);
        transfer.Find("nurse")!.Ways.Should().Equal(TransferWay.Anchor);
        transfer.Find("nobody").Should().BeNull();
    }

    [Fact]
    public void All_three_ways_are_tried_where_nothing_is_said() =>
        PolicyText.Compile($"{PolicyText.Whole}\ntransfer: {{ targets: [{{ name: a, uri: \"sip:a@b\", description: c }}] }}").Policy!.Transfer.Find("a")!.Ways
            .Should().Equal(TransferWay.Refer, TransferWay.Direct, TransferWay.Anchor);

    [Fact]
    public void Every_error_has_its_line()
    {
        PolicyText.ErrorsOf($$"""
            {{PolicyText.Whole}}
            transfer:
              ways: [refer, blind]
              answer-within: 1s
              refer-within: 2m
              header: From
              targets:
                - name: Billing
                  uri: sip:billing:secret@pbx.example
                  description: Bills
                - name: nurse
                  uri: sips:nurse@pbx.example
                  ways: [anchor, anchor]
                - name: nurse
                  uri: sip:nurse@pbx.example?Replaces=1
                  description: ""
            failover:
              human-queue: people
            """).Should().Equal(
            "8: transfer.ways has 'blind', but a way is one of: refer, direct, anchor",
            "9: transfer.answer-within is 1s, but must be in the range 5s to 120s",
            "10: transfer.refer-within is 120s, but must be in the range 2s to 60s",
            "11: transfer.header is 'From', but must be the name of a header field of your own, such as X-CVP-Handoff",
            "13: transfer.targets.name is 'Billing', but a name is made of lower-case letters, digits and hyphens, 63 at most, and begins with a letter",
            "14: transfer.targets.uri is no address such as sip:billing@pbx.example:5060, without password and header fields",
            "16: transfer.targets.description is missing",
            "17: transfer.targets.uri is no address such as sip:billing@pbx.example:5060, without password and header fields",
            "18: transfer.targets.ways has 'anchor' twice",
            "19: transfer.targets.name is 'nurse', as that of one before; names are unique",
            "20: transfer.targets.uri is no address such as sip:billing@pbx.example:5060, without password and header fields",
            "21: transfer.targets.description must not be empty",
            "23: failover.human-queue is 'people', but transfer.targets has none of that name");
    }

    [Fact]
    public void A_section_without_targets_is_an_error() =>
        PolicyText.ErrorsOf($"{PolicyText.Whole}\ntransfer: {{ answer-within: 20s }}").Should().Equal("7: transfer.targets is missing: there is nobody to transfer to");

    [Fact]
    public void The_human_queue_is_one_of_the_targets() =>
        PolicyText.Compile($"{PolicyText.Whole}\nfailover: {{ human-queue: a }}\ntransfer: {{ targets: [{{ name: a, uri: \"sip:a@b\", description: c }}] }}").Policy!.Failover.HumanQueue
            .Should().Be("a");
}
