using BenchmarkDotNet.Running;

string[] everything = ["--filter", "*"];
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args.Contains("--filter") ? args : [.. everything, .. args]);
