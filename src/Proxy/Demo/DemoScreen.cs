using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace CompliantVoiceProxy.Proxy.Demo;

/// <summary>Shows the call as it happens, caller and voice AI side by side: a table that fills on a terminal, plain lines elsewhere.</summary>
internal sealed class DemoScreen(IAnsiConsole console)
{
    private readonly List<DemoTurn> _turns = [];
    private LiveDisplayContext? _live;

    private bool IsTerminal => console.Profile.Capabilities.Interactive && console.Profile.Capabilities.Ansi;

    public void Say(string line) => console.Profile.Out.Writer.WriteLine(line);

    /// <summary>Runs what changes the turns, and draws each change.</summary>
    public async Task<T> ShowAsync<T>(Func<Task<T>> run)
    {
        if (!IsTerminal)
        {
            Say(TimeLine.Legend);
            return await run();
        }

        return await console.Live(Draw()).StartAsync(async live =>
        {
            _live = live;
            var result = await run();
            _live = null;
            return result;
        });
    }

    /// <summary>Shows a new turn, or what has become known of it.</summary>
    public void Update(DemoTurn turn)
    {
        var before = turn.Number <= _turns.Count ? _turns[turn.Number - 1] : null;
        if (before is null)
        {
            _turns.Add(turn);
        }
        else
        {
            _turns[turn.Number - 1] = turn;
        }

        if (_live is null)
        {
            WriteChanges(before, turn);
        }
        else
        {
            _live.UpdateTarget(Draw());
        }
    }

    private Table Draw()
    {
        var table = new Table { Caption = new TableTitle(TimeLine.Legend), Border = TableBorder.Rounded, ShowRowSeparators = true };
        table.AddColumn("The caller says [dim](never sent)[/]").AddColumn("The voice AI gets").AddColumn(new TableColumn("Answer").RightAligned());
        foreach (var turn in _turns)
        {
            table.AddRow(Said(turn), Got(turn), new Text(Figures(turn)));
        }

        return table;
    }

    private static Rows Said(DemoTurn turn) => new(
        new Markup(string.Join(' ', turn.Said.Parts.Select(part => part.IsPlanted ? $"[bold red]{Markup.Escape(part.Text)}[/]" : Markup.Escape(part.Text)))),
        new Text(turn.Answer is null ? "" : $"The AI: {turn.Answer}", new Style(Color.Grey)));

    private static Rows Got(DemoTurn turn)
    {
        var lines = new List<IRenderable> { new Text(turn.Read ?? "...", new Style(Color.Green)) };
        lines.AddRange(new[] { turn.Planted, turn.Sent }.OfType<string>().Select(line => new Text(line)));
        return new Rows(lines);
    }

    private static string Figures(DemoTurn turn) => turn.Latency is { } latency
        ? $"after {Seconds(latency)}\n(clearing {turn.Clearing?.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture) ?? "?"} ms)"
        : "";

    private void WriteChanges(DemoTurn? before, DemoTurn turn)
    {
        WriteChange(null, before is null ? turn.Said.Text : null, $"\n{turn.Number}. the caller says (never sent): ");
        WriteChange(before?.Read, turn.Read, "   the voice AI reads:            ");
        WriteChange(before?.Answer, turn.Answer, "   the voice AI says:             ");
        WriteChange(before?.Planted, turn.Planted, "   planted                        ");
        WriteChange(before?.Sent, turn.Sent, "   the voice AI hears             ");
        WriteChange(before?.Latency is null ? null : "", turn.Latency is null ? null : Figures(turn).Replace('\n', ' '), "   the caller hears the answer    ");
    }

    private void WriteChange(string? before, string? now, string label)
    {
        if (now is not null && before != now)
        {
            Say($"{label}{now}");
        }
    }

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.00} s");
}
